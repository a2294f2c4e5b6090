//! Several proofs at once: as many as the engine has processors and memory for, or as many as are asked for.

use futures::future::join_all;
use paddock_core::{id::HomeId, lab::Lab, port::EngineInfo, vars};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;

use super::{
    one::prove,
    record::{Proof, ProofEvent},
};
use crate::{
    error::{Error, Result},
    paddock::Paddock,
    session::topology,
};

const MIB: u64 = 1 << 20;

/// More places than this no semaphore has on a 32-bit machine.
const MOST: u32 = u32::MAX >> 3;

/// Proves labs side by side: `jobs` at once or, where nothing is said, as many as the memory that their services may use fits in
/// 70 % of the engine's, and at most one a processor. What came of each stands in the order of `labs`.
///
/// `cancelled` ends all of them; each removes what it made before this returns.
pub async fn prove_all(
    app: &Paddock,
    labs: &[&Lab],
    jobs: Option<u8>,
    cancelled: &CancellationToken,
    say: &(dyn Fn(&Lab, ProofEvent) + Sync),
) -> Result<Vec<Result<Proof>>> {
    let room = match jobs {
        Some(jobs) => Room::new(usize::from(jobs), u64::MAX),
        None => Room::of(&app.engine()?.info().await?),
    };
    let proofs = labs.iter().map(|lab| async {
        let _place = tokio::select! {
            biased;
            () = cancelled.cancelled() => return Err(Error::cancelled()),
            place = room.place(limit(lab)?) => place,
        };
        say(lab, ProofEvent::Began);
        let proof = prove(app, lab, cancelled, &|event| say(lab, event)).await;
        say(lab, ProofEvent::Ended { passed: proof.as_ref().is_ok_and(|proof| proof.passed) });
        proof
    });
    Ok(join_all(proofs).await)
}

/// What the services of a lab may use together, in bytes.
fn limit(lab: &Lab) -> Result<u64> {
    let sample = vars::draw(&lab.variables, &HomeId::from("room"), &lab.id);
    Ok(topology(lab, &sample)?.memory_limit())
}

/// What there is room for, in places and in MiB.
struct Room {
    places: Semaphore,
    memory: Semaphore,
    all: u32,
}

impl Room {
    fn of(engine: &EngineInfo) -> Room {
        Room::new(usize::try_from(engine.cpus).unwrap_or(1), engine.memory_bytes / 10 * 7)
    }

    fn new(places: usize, memory_bytes: u64) -> Room {
        let all = u32::try_from(memory_bytes / MIB).unwrap_or(MOST).clamp(1, MOST);
        Room { places: Semaphore::new(places.max(1)), memory: Semaphore::new(all as usize), all }
    }

    /// A place for a lab, kept until it is dropped. Who comes first is served first. A lab that is larger than the whole room gets
    /// it for itself: it may need less than it is allowed to.
    async fn place(&self, bytes: u64) -> [SemaphorePermit<'_>; 2] {
        let share = u32::try_from(bytes.div_ceil(MIB)).unwrap_or(self.all).min(self.all);
        let open = "only a closed semaphore refuses, and nobody closes these";
        let place = self.places.acquire().await.expect(open);
        [place, self.memory.acquire_many(share).await.expect(open)]
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    /// How many of these labs, in MiB, get a place at once.
    fn check(places: usize, memory: u64, labs: &[u64], expect: usize) {
        let room = Room::new(places, memory * MIB);
        let taken: Vec<_> = labs.iter().map_while(|lab| room.place(lab * MIB).now_or_never()).collect();
        assert_eq!(taken.len(), expect, "{labs:?} in {memory} MiB and {places} places");
    }

    #[test]
    fn as_many_as_there_are_places_and_memory_for() {
        check(2, 1000, &[300, 300, 300], 2);
        check(8, 1000, &[300, 300, 300, 300], 3);
        check(8, 1000, &[5000, 1], 1);
        check(8, 1000, &[1, 5000], 1);
        check(0, 0, &[64, 64], 1);
        // Asked for by number: memory is no matter.
        let room = Room::new(3, u64::MAX);
        let taken: Vec<_> = (0..4).map_while(|_| room.place(64 << 30).now_or_never()).collect();
        assert_eq!(taken.len(), 3);
    }
}
