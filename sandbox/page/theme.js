// Light or dark: as the machine has it, until somebody says otherwise.

const KEPT = "preiep-sandbox-theme";
const dark = matchMedia("(prefers-color-scheme: dark)");

const kept = () => {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
};

export const isDark = () => document.documentElement.dataset.theme === "dark";

export function wearTheme() {
  document.documentElement.dataset.theme = kept() ?? (dark.matches ? "dark" : "light");
}

export function switchTheme() {
  const wanted = isDark() ? "light" : "dark";
  try {
    localStorage.setItem(KEPT, wanted);
  } catch {
    // A browser that keeps nothing still shows what was asked for.
  }
  document.documentElement.dataset.theme = wanted;
}

dark.addEventListener("change", wearTheme);
