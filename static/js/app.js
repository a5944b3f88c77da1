// Every page works without any of this: it only makes what is there more comfortable.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { keepDrafts } from "./autosave.js";
import { addAnother } from "./add-another.js";
import { copyText } from "./copy.js";
import { lockWhenIdle } from "./lock.js";
import { openForPrint } from "./print.js";
import { sayNoMoreThanRadiosMay } from "./radios.js";
import { warnBeforeSignOut } from "./session.js";

for (const component of [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  FileUpload,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
]) {
  createAll(component);
}
sayNoMoreThanRadiosMay();
document.querySelectorAll("form[data-autosave-url]").forEach(keepDrafts);
document.querySelectorAll("[data-add-another]").forEach(addAnother);
document.querySelectorAll("[data-copy]").forEach(copyText);
warnBeforeSignOut(document.querySelector("[data-session]"));
lockWhenIdle(document.querySelector("[data-locks-after]"));
openForPrint();
