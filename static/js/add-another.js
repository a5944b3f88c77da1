import { CharacterCount, Checkboxes, Radios, createAll } from "govuk-frontend";

// "Add another" without a round trip; without this script the same button asks the server.
export function addAnother(box) {
  const blank = box.querySelector("template");
  const total = box.querySelector("input[name$='-TOTAL_FORMS']");
  const most = box.querySelector("input[name$='-MAX_NUM_FORMS']");
  const button = box.querySelector("[data-add-another-button]");
  if (!blank || !total || !button) return;

  button.addEventListener("click", (event) => {
    const number = Number(total.value);
    if (number >= Number(most?.value ?? 50)) return;
    event.preventDefault();
    const item = blank.content.cloneNode(true);
    const holder = document.createElement("div");
    holder.append(item);
    holder.innerHTML = holder.innerHTML
      .replaceAll("__prefix__", String(number))
      .replaceAll("__number__", String(number + 1));
    const added = holder.firstElementChild;
    blank.before(added);
    for (const component of [CharacterCount, Checkboxes, Radios]) {
      createAll(component, undefined, added);
    }
    total.value = String(number + 1);
    added.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
}
