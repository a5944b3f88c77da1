// Warns before the session ends, in every open tab, and offers to go on.
const MINUTE = 60_000;
const ENDED =
  "You have been signed out. Sign in again in another tab. What you typed is still here.";

export function warnBeforeSignOut(dialog) {
  if (!dialog?.showModal) return;
  const { endsIn, idleMinutes, warnMinutes, keepUrl, endedUrl } = dialog.dataset;
  const button = dialog.querySelector("[data-session-keep]");
  const left = dialog.querySelector("[data-session-left]");
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel("session") : null;
  let ends;

  const restart = (seconds) => {
    ends = Date.now() + seconds * 1000;
    if (dialog.open) dialog.close();
  };

  const keep = async () => {
    if (ends <= Date.now()) return dialog.close();
    const body = new FormData(dialog.querySelector("form"));
    const answer = await fetch(keepUrl, { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return say(ENDED);
    restart(idleMinutes * 60);
    tabs?.postMessage(idleMinutes * 60);
  };

  const say = (words) => {
    if (left.textContent !== words) left.textContent = words;
  };

  // Clocks stop while a laptop sleeps, so the time is asked, not counted.
  const look = () => {
    const minutes = Math.ceil((ends - Date.now()) / MINUTE);
    if (minutes > Number(warnMinutes)) return;
    if (minutes <= 0) {
      // Nobody's family stays on an unattended screen; text that was typed does.
      if (endedUrl && !document.querySelector("main form[method=post]")) location.assign(endedUrl);
      button.textContent = "Close";
      return say(ENDED);
    }
    if (!dialog.open) dialog.showModal();
    say(`You will be signed out in ${minutes} minute${minutes === 1 ? "" : "s"}.`);
  };

  button.addEventListener("click", keep);
  dialog.addEventListener("cancel", keep);
  tabs?.addEventListener("message", ({ data }) => restart(data));
  restart(Number(endsIn));
  tabs?.postMessage(Number(endsIn));
  setInterval(look, 5000);
}
