// GOV.UK's radios say "expanded" of themselves, which ARIA does not allow a radio to say.
export function sayNoMoreThanRadiosMay() {
  const tidy = () =>
    document
      .querySelectorAll("input[type=radio][aria-expanded]")
      .forEach((radio) => radio.removeAttribute("aria-expanded"));
  tidy();
  document.addEventListener("click", tidy);
  window.addEventListener("pageshow", tidy);
}
