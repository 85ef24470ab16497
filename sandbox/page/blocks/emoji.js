// The emoji that people and the assistant use, by Slack's names for them.

const KNOWN = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", smile: "😄", slightly_smiling_face: "🙂",
  grinning: "😀", joy: "😂", wink: "😉", blush: "😊", thinking_face: "🤔", cry: "😢", sob: "😭",
  heart: "❤️", tada: "🎉", sparkles: "✨", star: "⭐", fire: "🔥", rocket: "🚀", eyes: "👀", wave: "👋",
  clap: "👏", raised_hands: "🙌", pray: "🙏", ok_hand: "👌", muscle: "💪", point_right: "👉",
  warning: "⚠️", white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌",
  exclamation: "❗", question: "❓", bell: "🔔", no_bell: "🔕", calendar: "📆", date: "📅",
  spiral_calendar_pad: "🗓️", alarm_clock: "⏰", hourglass: "⌛", hourglass_flowing_sand: "⏳", clock1: "🕐",
  memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋", page_facing_up: "📄", books: "📚", book: "📖",
  school: "🏫", student: "🧑‍🎓", teacher: "🧑‍🏫", telephone_receiver: "📞", phone: "☎️", telephone: "☎️",
  email: "✉️", envelope: "✉️", incoming_envelope: "📨", speech_balloon: "💬", busts_in_silhouette: "👥",
  bust_in_silhouette: "👤", lock: "🔒", unlock: "🔓", key: "🔑", mag: "🔍", bulb: "💡", link: "🔗",
  pushpin: "📌", round_pushpin: "📍", paperclip: "📎", arrow_right: "➡️", arrow_left: "⬅️", repeat: "🔁",
  red_circle: "🔴", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
  white_large_square: "⬜", black_large_square: "⬛", no_entry_sign: "🚫", white_circle: "⚪", black_circle: "⚫", large_orange_circle: "🟠", green_heart: "💚", sunny: "☀️",
  coffee: "☕", robot_face: "🤖", information_source: "ℹ️", no_entry: "⛔", hand: "✋", raised_hand: "✋",
};

/** The drawing of a name; null where nobody knows it. */
export const emoji = (name) => (Object.hasOwn(KNOWN, name) ? KNOWN[name] : null);

/** Put drawings where names stand between colons. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
