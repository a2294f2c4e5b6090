// What the address asks of the fake, for example `?fake=no-engine,slow-start&lang=fr&theme=dark`.
//
// first-launch  nobody has used Paddock yet        fresh        a profile, but nothing done
// no-engine     nothing that runs containers       running      a lab is ready, two of four tasks passed
// down          that lab lost its services         service-down one service of it has ended
// done          all its tasks are passed           last         all but the last one are passed
// start-fails   an image cannot be built           slow-start   a start takes 12 s
// check-fails   checks cannot run                  keep         profile and settings outlive a reload of the page
// grants        a fourth lab, which asks for more rights than the others
// fail-<call>   that call fails, as in fail-home   pages=<port> the labs' pages are all at this port

const query = new URLSearchParams(window.location.search);
const asked = new Set((query.get("fake") ?? "").split(",").filter((word) => word !== ""));

export const options = {
  has: (word: string): boolean => asked.has(word),
  lang: query.get("lang") === "fr" ? ("fr" as const) : ("en" as const),
  theme: query.get("theme"),
  /** A port of 127.0.0.1 on which a test serves the labs' pages. */
  pages: query.get("pages") === null ? null : Number(query.get("pages")),
};

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, ms));
}
