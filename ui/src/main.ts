// Connects to the backend, then draws the window. What fails before that is shown as plain words, not as a blank page.

import "./styles/fonts.css";
import "./styles/tokens.css";
import "./styles/base.css";

import { mount } from "svelte";
import App from "./App.svelte";
import { connect } from "./lib/api";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

connect().then(
  () => mount(App, { target }),
  (thrown: unknown) => {
    target.textContent = thrown instanceof Error ? thrown.message : String(thrown);
  },
);
