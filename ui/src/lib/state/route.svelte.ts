// Where the learner is. The address is the hash, so that back and forward work and nothing is asked of a server.

export type Route =
  | { screen: "home" }
  | { screen: "labs" }
  | { screen: "lab"; lab: string }
  | { screen: "progress" }
  | { screen: "doctor" }
  | { screen: "settings" };

function parse(hash: string): Route {
  const [screen, ...rest] = hash.replace(/^#\/?/, "").split("/");
  const lab = rest.map(decodeURIComponent).join("/");
  switch (screen) {
    case "labs":
      return lab === "" ? { screen } : { screen: "lab", lab };
    case "progress":
    case "doctor":
    case "settings":
      return { screen };
    default:
      return { screen: "home" };
  }
}

let current = $state<Route>(parse(window.location.hash));

window.addEventListener("hashchange", () => {
  current = parse(window.location.hash);
});

export function route(): Route {
  return current;
}

/** `#/labs/ci/first-pipeline`: the slash of a lab's id stays readable. */
export function labPath(lab: string): string {
  return `#/labs/${lab.split("/").map(encodeURIComponent).join("/")}`;
}

export function go(path: string): void {
  window.location.hash = path.replace(/^#/, "");
}
