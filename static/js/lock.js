// A page that is kept behind a PIN locks itself when nobody has used it for a while.
export function lockWhenIdle(marker) {
  if (!marker) return;
  const ends = Date.now() + Number(marker.dataset.locksAfter) * 1000;
  // Clocks stop while a laptop sleeps, so the time is asked, not counted.
  setInterval(() => {
    if (Date.now() >= ends) location.replace(marker.dataset.lockUrl);
  }, 5000);
}
