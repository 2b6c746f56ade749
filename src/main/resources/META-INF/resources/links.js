/** A link as it is typed, completed: a mail address becomes mailto:, an address without a scheme https:; merge fields stay as they are. */
export function linkTo(typed) {
  const url = typed.trim().replace(/^(mailto|tel|sms):\/+/i, "$1:");
  if (url === "" || /^(#|\/|\{\{|(https?|mailto|tel|sms|webcal|whatsapp):|[a-z][a-z0-9+-]*:\/\/)/i.test(url)) return url;
  if (/^[^\s@/?#:]+@[^\s@/?#:]+\.[^\s@/?#:]+$/.test(url)) return "mailto:" + url;
  if (/^\+?\d[\d\s()-]{5,}$/.test(url)) return "tel:" + url.replace(/[\s()-]/g, "");
  return "https://" + url;
}

/** Whether a completed link can lead somewhere; merge fields stand for anything. */
export function leadsSomewhere(url) {
  if (url.includes("{{")) return true;
  if (!/^https?:/i.test(url)) return url !== "" && !/\s/.test(url);
  try {
    return !/\s/.test(url) && /^([^.]+\.)+[^.]+$|^localhost$|^\[/.test(new URL(url).hostname);
  } catch {
    return false;
  }
}
