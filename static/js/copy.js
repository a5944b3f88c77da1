// One press copies a text; without it the text can be selected and copied by hand.
export function copyText(button) {
  const text = document.getElementById(button.dataset.copy);
  const status = document.querySelector("[data-copy-status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
      status.textContent = button.dataset.copied ?? "Copied. Paste it into the main record.";
    } catch {
      status.textContent = "The text is selected. Copy it with Ctrl and C.";
    }
  });
}
