// time.Time for templates: a moment from its RFC 3339 text, as modules have them.

import type { StructType, Value } from './value.ts';

const months = 'January February March April May June July August September October November December'.split(' ');
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

interface Moment {
  /** The clock where the time was taken, kept in the fields of UTC. */
  readonly date: Date;
  /** How far that clock is ahead of UTC, in minutes; null for UTC itself. */
  readonly ahead: number | null;
  /** Nanoseconds within the second. */
  readonly nano: number;
}

function momentOf(text: string): Moment {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  const zone = /([+-])(\d\d):(\d\d)$/.exec(text);
  const ahead = zone === null ? null : Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3]));
  const date = new Date(Date.parse(text.replace(/\.\d+/, '')) + (ahead ?? 0) * 60_000);
  return { date, ahead, nano: Number(fraction.slice(0, 9).padEnd(9, '0')) };
}

/** What stands for a part of a time in a layout, the longer ones first where one starts like another. */
const parts: readonly (readonly [layout: string, show: (d: Date, ahead: number | null) => string])[] = [
  ['January', d => months[d.getUTCMonth()]!],
  ['Jan', d => months[d.getUTCMonth()]!.slice(0, 3)],
  ['Monday', d => weekdays[d.getUTCDay()]!],
  ['Mon', d => weekdays[d.getUTCDay()]!.slice(0, 3)],
  ['MST', (_, ahead) => (ahead === null ? 'UTC' : zone(ahead, ''))],
  ['01', d => pad(d.getUTCMonth() + 1, 2)],
  ['002', d => pad(yearDay(d), 3)],
  ['02', d => pad(d.getUTCDate(), 2)],
  ['03', d => pad(hour12(d), 2)],
  ['04', d => pad(d.getUTCMinutes(), 2)],
  ['05', d => pad(d.getUTCSeconds(), 2)],
  ['06', d => pad(d.getUTCFullYear() % 100, 2)],
  ['15', d => pad(d.getUTCHours(), 2)],
  ['1', d => String(d.getUTCMonth() + 1)],
  ['2006', d => pad(d.getUTCFullYear(), 4)],
  ['2', d => String(d.getUTCDate())],
  ['__2', d => String(yearDay(d)).padStart(3)],
  ['_2006', d => `_${pad(d.getUTCFullYear(), 4)}`],
  ['_2', d => String(d.getUTCDate()).padStart(2)],
  ['3', d => String(hour12(d))],
  ['4', d => String(d.getUTCMinutes())],
  ['5', d => String(d.getUTCSeconds())],
  ['PM', d => (d.getUTCHours() >= 12 ? 'PM' : 'AM')],
  ['pm', d => (d.getUTCHours() >= 12 ? 'pm' : 'am')],
  ['-07:00:00', (_, ahead) => `${zone(ahead, ':')}:00`],
  ['-07:00', (_, ahead) => zone(ahead, ':')],
  ['-070000', (_, ahead) => `${zone(ahead, '')}00`],
  ['-0700', (_, ahead) => zone(ahead, '')],
  ['-07', (_, ahead) => zone(ahead, '', false)],
  ['Z07:00:00', (_, ahead) => (ahead ? `${zone(ahead, ':')}:00` : 'Z')],
  ['Z07:00', (_, ahead) => (ahead ? zone(ahead, ':') : 'Z')],
  ['Z070000', (_, ahead) => (ahead ? `${zone(ahead, '')}00` : 'Z')],
  ['Z0700', (_, ahead) => (ahead ? zone(ahead, '') : 'Z')],
  ['Z07', (_, ahead) => (ahead ? zone(ahead, '', false) : 'Z')],
];

function zone(ahead: number | null, colon: string, withMinutes = true): string {
  const minutes = Math.abs(ahead ?? 0);
  const hours = `${(ahead ?? 0) < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}`;
  return withMinutes ? `${hours}${colon}${pad(minutes % 60, 2)}` : hours;
}

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0');
}

function hour12(d: Date): number {
  return d.getUTCHours() % 12 || 12;
}

function yearDay(d: Date): number {
  return (
    (Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate()) - Date.UTC(d.getUTCFullYear(), 0, 0)) / 86_400_000
  );
}

/** A time in one of Go's layouts: an example with the parts of the time of reference. */
export function formatTime(time: string, layout: string): string {
  const { date, nano, ahead } = momentOf(time);
  let out = '';
  for (let at = 0; at < layout.length;) {
    const rest = layout.slice(at);
    const fraction = /^([.,])(0+|9+)(?!\d)/.exec(rest);
    if (fraction !== null) {
      const digits = pad(nano, 9).slice(0, fraction[2]!.length);
      const kept = fraction[2]![0] === '9' ? digits.replace(/0+$/, '') : digits;
      out += kept === '' ? '' : fraction[1]! + kept;
      at += fraction[0].length;
      continue;
    }
    // A name goes on where a small letter follows its short form: then it is no name.
    const part = parts.find(([p]) => rest.startsWith(p) && !(/^(?:Jan|Mon)$/.test(p) && /^[a-z]/.test(rest.slice(3))));
    out += part === undefined ? layout[at] : part[1](date, ahead);
    at += part === undefined ? 1 : part[0].length;
  }
  return out;
}

function number(get: (m: Moment) => number): (time: string) => Value {
  return time => get(momentOf(time));
}

const seconds = (m: Moment) => Math.floor(m.date.getTime() / 1000) - (m.ahead ?? 0) * 60;

/** time.Time. */
export const timeType: StructType<string> = {
  name: 'time.Time',
  fields: [],
  methods: new Map<string, (time: string, ...args: Value[]) => Value>([
    ['Format', (time: string, layout: Value) => formatTime(time, String(layout))],
    ['String', time => timeText(time)],
    ['Year', number(m => m.date.getUTCFullYear())],
    ['Month', time => months[momentOf(time).date.getUTCMonth()]!],
    ['Day', number(m => m.date.getUTCDate())],
    ['Weekday', time => weekdays[momentOf(time).date.getUTCDay()]!],
    ['YearDay', number(m => yearDay(m.date))],
    ['Hour', number(m => m.date.getUTCHours())],
    ['Minute', number(m => m.date.getUTCMinutes())],
    ['Second', number(m => m.date.getUTCSeconds())],
    ['Nanosecond', number(m => m.nano)],
    ['Unix', number(seconds)],
    ['UnixMilli', number(m => seconds(m) * 1000 + Math.floor(m.nano / 1e6))],
    ['IsZero', () => false],
  ]),
  string: timeText,
  json: time => time,
};

function timeText(time: string): string {
  return formatTime(time, '2006-01-02 15:04:05.999999999 -0700 MST');
}
