import type { Message } from '#lib/voicemail/message.ts';
import type { DayGroup } from './day-groups.ts';

const HEADING_HEIGHT = 36;

/** A day's stretch of the list, in pixels from its top. */
export interface Section {
  day: string;
  top: number;
  height: number;
  headingHeight: number;
  messages: Message[];
}

/** What the virtual list counts: each heading and each row. */
export interface ListItem {
  key: string;
  section: Section;
  /** `null` for the heading. */
  message: Message | null;
  /** Pixels below the top of its section. */
  offset: number;
  size: number;
}

/** Where everything stands when each row is `rowHeight` pixels high. */
export function layOut(groups: DayGroup[], rowHeight: number): ListItem[] {
  let top = 0;
  return groups.flatMap(({ day, messages }) => {
    const height = HEADING_HEIGHT + messages.length * rowHeight;
    const section = { day, top, height, headingHeight: HEADING_HEIGHT, messages };
    top += section.height;
    const heading = { key: day, section, message: null, offset: 0, size: HEADING_HEIGHT };
    const rows = messages.map((message, index) => ({
      key: message.id,
      section,
      message,
      offset: HEADING_HEIGHT + index * rowHeight,
      size: rowHeight,
    }));
    return [heading, ...rows];
  });
}
