// Keeps what is being typed on the server, never in the browser: laptops are shared.
const PAUSE = 1500;
const LOST =
  "You have been signed out. Sign in again in another tab. Your text is still here.";

export function keepDrafts(form) {
  const status = form.querySelector("[data-autosave-status]") ?? addStatus(form);
  let waiting;
  let sent = read(form);
  let leaving = false;
  const stopped = new AbortController();

  const say = (words, lost = false) => {
    status.classList.toggle("app-status--lost", lost);
    if (status.textContent !== words) status.textContent = words;
  };

  const save = async () => {
    const now = read(form);
    if (leaving || now === sent) return;
    let answer;
    try {
      answer = await fetch(form.dataset.autosaveUrl, {
        method: "POST",
        body: new URLSearchParams(now),
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: stopped.signal,
      });
    } catch {
      if (leaving) return;
      return say("Draft not saved: there is no connection. Your text is still here.");
    }
    // A redirect leads to the sign-in page.
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) {
      return say(LOST, true);
    }
    if (!answer.ok) return say("Draft not saved. Your text is still here.");
    const { saved, at } = await answer.json();
    sent = now;
    if (saved) say(`Draft saved at ${at}`);
  };

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    leaving = true;
    stopped.abort();
    clearTimeout(waiting);
  });
}

function read(form) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return new URLSearchParams(fields).toString();
}

function addStatus(form) {
  const status = document.createElement("p");
  status.className = "app-status";
  status.setAttribute("role", "status");
  form.append(status);
  return status;
}
