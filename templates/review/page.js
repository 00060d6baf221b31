// The review page: which view is shown, which passage is chosen, and the steps from change to change and from
// finding to finding. It holds no words of the letter: those stand in the page. Without it the page can be read.
"use strict";
{
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, where = document) => [...where.querySelectorAll(selector)];
  const isLive = "live" in root.dataset;
  const state = { view: "", passage: "", change: 0, finding: 0, proposal: "" };

  // What is kept for the next visit; a page on disk may have no place to keep it.
  const kept = {
    get(name) {
      try { return localStorage.getItem(`letterkit-${name}`) ?? ""; } catch { return ""; }
    },
    set(name, value) {
      try { localStorage.setItem(`letterkit-${name}`, value); } catch { /* then not */ }
    },
  };

  const say = (text) => { byId("said").textContent = text; };
  const shown = () => byId(state.view);
  const isNarrow = () => root.clientWidth < 1024;

  // Views

  function show(view) {
    state.view = byId(view) ? view : all(".view")[0]?.id ?? "";
    for (const part of all("[data-view]")) part.hidden = part.dataset.view !== state.view;
    count("change");
    count("finding");
    count("proposal");
    mark();
  }

  function chosenView() {
    const radio = document.querySelector("input[name=view]:checked");
    return { view: radio?.value ?? "", since: radio?.dataset.since ?? "" };
  }

  async function choose(radio) {
    radio.checked = true;
    state.change = 0;
    if (isLive) await refresh();
    else show(radio.value);
    say(`${shown()?.querySelector("h2").textContent} is shown`);
  }

  // Passages

  function mark() {
    for (const part of all("[aria-current]")) part.removeAttribute("aria-current");
    for (const part of all("[data-current]")) delete part.dataset.current;
    for (const part of all("[data-passage], [data-select]", document)) {
      const key = part.dataset.passage ?? part.dataset.select;
      const isOther = part.dataset.finding || part.dataset.changeLink;
      if (key === state.passage && !isOther) part.setAttribute("aria-current", "true");
    }
    document.querySelector(`[data-finding="${state.finding}"]`)?.setAttribute("aria-current", "true");
    if (state.proposal) byId(`proposal-${state.proposal}`)?.setAttribute("aria-current", "true");
    const change = shown() && link("change", state.change);
    change?.setAttribute("aria-current", "true");
    for (const line of changedLines(state.change)) line.dataset.current = "";
    for (const about of all("[data-about]")) about.hidden = about.dataset.about !== state.passage;
    const isChosen = Boolean(state.passage && byId(`about-${state.passage}`));
    root.toggleAttribute("data-chosen", isChosen);
    byId("choose").hidden = isChosen;
    byId("close").hidden = !isChosen;
  }

  function select(passage, { scroll = false, focus = false } = {}) {
    state.passage = passage;
    mark();
    if (isNarrow() && passage) byId("outline-box").open = false;
    if (scroll) byId(`${state.view}-${passage}`)?.querySelector(".line").scrollIntoView({ block: "center" });
    const title = byId(`about-${passage}-title`);
    if (focus) title?.focus({ preventScroll: isNarrow() });
    else if (title) say(`${title.textContent}: what it is made of is shown`);
  }

  function leave() {
    const handle = byId(`${state.view}-${state.passage}-handle`);
    state.passage = "";
    mark();
    (handle && getComputedStyle(handle).visibility === "visible" ? handle : byId("letter")).focus();
  }

  // Steps

  const changedLines = (number) =>
    number && shown() ? all(`[data-change="${number}"]`, shown()) : [];
  const link = (kind, number) =>
    kind === "change" ? byId(`${state.view}-to-change-${number}`) : byId(`${kind}-${number}`);
  const numbers = (kind) => {
    if (kind === "finding") return all("[data-finding]").map((item) => Number(item.dataset.finding));
    if (kind === "proposal") return all("[data-proposal][data-waiting]").map((item) => item.dataset.proposal);
    return all(`[data-view="${state.view}"] [data-change-link]`).map((item) => Number(item.dataset.changeLink));
  };

  function count(kind) {
    const known = numbers(kind);
    const isThere = known.includes(state[kind]) || (kind === "proposal" && byId(`proposal-${state.proposal}`));
    if (!isThere) state[kind] = 0;
    const at = known.indexOf(state[kind]) + 1;
    const name = known.length === 1 ? kind : `${kind}s`;
    const words = at ? `${kind} ${at} of ${known.length}` : `${known.length} ${name}`;
    for (const group of all(`[data-steps="${kind}"]`)) {
      group.hidden = known.length === 0;
      group.querySelector("[data-count]").textContent = words;
    }
  }

  function step(kind, by) {
    const known = numbers(kind);
    if (known.length === 0) {
      say(`There is no ${kind} in this view`);
      return;
    }
    const at = known.indexOf(state[kind]);
    const next = at < 0 ? (by > 0 ? 0 : known.length - 1) : (at + by + known.length) % known.length;
    goTo(kind, known[next]);
  }

  function goTo(kind, number) {
    state[kind] = number;
    count(kind);
    const item = link(kind, number);
    const passage = item.dataset.select ?? (isNarrow() ? "" : item.dataset.aboutPassage) ?? "";
    select(passage);
    if (kind === "proposal") item.focus({ preventScroll: true });
    const where = changedLines(kind === "change" ? number : 0)[0]
      ?? byId(`${state.view}-${passage}`)?.querySelector(".line") ?? item;
    item.scrollIntoView({ block: "nearest" });
    where.scrollIntoView({ block: "center", inline: "nearest" });
    const words = item.innerText.trim().replace(/\s+/g, " ");
    say(`${kind} ${numbers(kind).indexOf(number) + 1} of ${numbers(kind).length}: ${words}`);
  }

  // Decisions about what partners propose: this machine's letterkit carries them out

  async function decide(choice, article) {
    const text = article.querySelector("[data-text]");
    if (choice === "answer" && !text.value.trim()) {
      text.focus();
      say("Write the answer first");
      return;
    }
    const everywhere = choice === "accept" && (article.querySelector("[data-everywhere]")?.checked ?? false);
    const body = JSON.stringify({ choice, id: article.dataset.proposal, text: text?.value ?? "", everywhere });
    const headers = { "Content-Type": "application/json", "X-Letterkit-Token": root.dataset.token };
    const waiting = numbers("proposal");
    const behind = waiting.slice(waiting.indexOf(article.dataset.proposal) + 1);
    let said;
    let isDone = false;
    try {
      const answer = await fetch("/decide", { method: "POST", headers, body });
      said = (await answer.text()).trim();
      isDone = answer.ok;
    } catch {
      said = "letterkit does not answer";
    }
    if (isDone && text) text.value = "";
    going = going.then(refresh);
    await going;
    byId("decided").hidden = false;
    byId("decided").textContent = said;
    const next = behind.find((id) => numbers("proposal").includes(id));
    if (isDone && choice !== "undo" && next) goTo("proposal", next);
    else byId(article.id)?.focus();
    say(said);
  }

  const current = () => byId(`proposal-${state.proposal}`);
  const button = (choice) => current()?.querySelector(`[data-decide=${choice}]`);

  document.addEventListener("focusin", (event) => {
    const article = event.target.closest("[data-proposal]");
    if (!article || article.dataset.proposal === state.proposal) return;
    state.proposal = article.dataset.proposal;
    count("proposal");
    mark();
  });

  // What the reader does

  document.addEventListener("click", (event) => {
    const target = event.target;
    const copy = target.closest("[data-copy]");
    const stepper = target.closest("[data-step]");
    const item = target.closest("[data-finding], [data-change-link]");
    const entry = target.closest("[data-select]");
    const region = target.closest("[data-passage]");
    if (copy) copyText(byId(copy.dataset.copy));
    else if (target.closest("[data-decide]")) {
      decide(target.closest("[data-decide]").dataset.decide, target.closest("[data-proposal]"));
    } else if (stepper) step(stepper.dataset.step, Number(stepper.dataset.by));
    else if (target.closest("#close")) leave();
    else if (item) {
      event.preventDefault();
      if (item.dataset.finding) goTo("finding", Number(item.dataset.finding));
      else goTo("change", Number(item.dataset.changeLink));
    } else if (entry) {
      event.preventDefault();
      select(entry.dataset.select, { scroll: true, focus: event.detail === 0 });
    } else if (region && !String(getSelection())) {
      event.preventDefault();
      select(region.dataset.passage, { focus: event.detail === 0 });
    }
    if (!target.closest(".more")) document.querySelector(".more").open = false;
  });

  async function copyText(element) {
    try {
      await navigator.clipboard.writeText(element.textContent);
      say("Copied");
    } catch {
      getSelection().selectAllChildren(element);
      say("Selected: copy it with your keyboard");
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest(".more")) {
      document.querySelector(".more").open = false;
      document.querySelector(".more summary").focus();
    } else if (event.key === "Escape" && event.target.closest("textarea")) current()?.focus();
    else if (event.key === "Escape" && state.passage) leave();
    const isTyping = event.target.closest("select, textarea, input:not([type=radio], [type=checkbox])");
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping || !byId("keys").checked) return;
    const steps = { n: ["change", 1], p: ["change", -1], j: ["finding", 1], k: ["finding", -1], v: ["proposal", 1], b: ["proposal", -1] };
    const choices = { a: "accept", r: "reject", u: "undo" };
    const radio = all("input[name=view]")[Number(event.key) - 1];
    if (steps[event.key]) step(...steps[event.key]);
    else if (radio) choose(radio);
    else if (choices[event.key] && button(choices[event.key])) decide(choices[event.key], current());
    else if (event.key === "w" && current()) current().querySelector("[data-text]")?.focus();
    else return;
    event.preventDefault();
  });

  document.addEventListener("change", (event) => {
    const { id, name, value, checked } = event.target;
    if (name === "view") choose(event.target);
    else if (id === "since") {
      const radio = byId("views").querySelector("[value=redline]");
      radio.dataset.since = value;
      choose(radio);
    } else if (id === "print-findings") root.toggleAttribute("data-print-findings", checked);
    else if (id === "keys") kept.set("keys", checked ? "" : "off");
    else if (id === "zoom" || id === "theme") {
      root.dataset[id] = value;
      kept.set(id, value);
    }
  });

  // The live page: the parts that changed are put in place, and what the reader had chosen stays

  async function refresh() {
    const { view, since } = chosenView();
    const query = new URLSearchParams(since ? { view, since } : { view });
    let text;
    try {
      const answer = await fetch(`/?${query}`);
      text = await answer.text();
      if (!answer.ok) throw new Error(text);
    } catch {
      say("letterkit does not answer");
      return;
    }
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const parts = all("[data-part]", fresh).map((part) => document.importNode(part, true));
    await pictures(parts);
    history.replaceState(null, "", `/?${query}`);
    const focused = document.activeElement?.id;
    const written = all("[data-text]").map((box) => [box.id, box.value]);
    const scrolled = [root, ...all("nav, aside, .about, .sheets")].map((box) => [box, box.scrollTop, box.scrollLeft]);
    for (const part of parts) byId(part.id)?.replaceWith(part);
    for (const [id, value] of written) if (byId(id)) byId(id).value = value;
    document.title = fresh.title;
    root.dataset.live = fresh.documentElement.dataset.live;
    show(all(".view")[0]?.id ?? "");
    measure();
    for (const [box, top, left] of scrolled) box.scrollTo({ top, left, behavior: "instant" });
    if (focused && document.activeElement?.id !== focused) byId(focused)?.focus({ preventScroll: true });
  }

  // The pages in sight are drawn before they take the place of the old ones, so that nothing flickers.
  async function pictures(parts) {
    const inSight = all(".page", shown() ?? document)
      .filter((page) => page.getBoundingClientRect().bottom > 0 && page.getBoundingClientRect().top < innerHeight)
      .map((page) => page.dataset.number);
    const images = parts.flatMap((part) => all(".page img", part));
    const first = images.filter((image) => inSight.includes(image.closest(".page").dataset.number));
    for (const image of first) image.loading = "eager";
    await Promise.all(first.map((image) => image.decode().catch(() => {})));
  }

  let going = Promise.resolve();
  function listen() {
    const events = new EventSource("/events");
    events.addEventListener("made", (event) => {
      going = going.then(async () => {
        if (event.data === root.dataset.live) return;
        const hadProblems = byId("problems").children.length > 0;
        await refresh();
        const hasProblems = byId("problems").children.length > 0;
        say(hasProblems ? "A file is broken: the last good letter is shown" : hadProblems ? "The letter is whole again" : "The letter was made again");
      });
    });
  }

  // The header stays in sight where there is room; what is scrolled to must not lie under it.
  function measure() {
    const header = document.querySelector("header");
    const isSticky = getComputedStyle(header).position === "sticky";
    root.style.setProperty("--header", `${isSticky ? header.offsetHeight : 0}px`);
  }

  // The words over the picture are set in a serif of this machine's; where it is wider, in a smaller size.
  function fit() {
    root.style.setProperty("--fit", 1);
    const range = document.createRange();
    const fits = all(".line", shown() ?? root).map((line) => {
      range.selectNodeContents(line);
      return line.getBoundingClientRect().width / range.getBoundingClientRect().width;
    });
    root.style.setProperty("--fit", 0.99 * Math.min(1, ...fits.filter((fit) => fit > 0)));
  }

  root.dataset.script = "";
  for (const id of ["zoom", "theme"]) {
    byId(id).value = kept.get(id) || byId(id).value;
    root.dataset[id] = byId(id).value;
  }
  byId("keys").checked = kept.get("keys") !== "off";
  byId("outline-box").open = !isNarrow();
  new ResizeObserver(measure).observe(document.querySelector("header"));
  show(chosenView().view);
  fit();
  if (isLive) listen();
}
