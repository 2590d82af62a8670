/**
 * Names of months, short and long, without their points, in small letters. A table, as engines differ in what they know
 * of languages. No name means another month in another language of these.
 */
const LANGUAGES: readonly string[] = [
  // English
  'jan feb mar apr may jun jul aug sep|sept oct nov dec',
  'january february march april may june july august september october november december',
  // German
  'jan|jän feb mär|mrz|maer apr mai jun jul aug sep|sept okt nov dez',
  'januar|jänner februar|feber märz|maerz april mai juni juli august september oktober november dezember',
  // French
  'janv févr|fév mars|mar avr mai juin|jui juil août|aoû sept oct nov déc',
  'janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre novembre décembre|decembre',
  // Spanish
  'ene feb mar abr may jun jul ago sep|sept|set oct nov dic',
  'enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre',
  // Italian
  'gen feb mar apr mag giu lug ago set ott nov dic',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  // Portuguese
  'jan fev mar abr mai jun jul ago set out nov dez',
  'janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro novembro dezembro',
  // Dutch
  'jan feb mrt apr mei jun jul aug sep okt nov dec',
  'januari februari maart april mei juni juli augustus september oktober november december',
  // Swedish, Danish, Norwegian
  'jan feb mar|mars apr|april maj|mai jun|juni jul|juli aug sep okt nov dec|des',
  'januari|januar februari|februar mars|marts april maj|mai juni juli augusti|august september oktober november december|desember',
  // Polish: as they stand in dates, too
  'sty lut mar kwi maj cze lip sie wrz paź lis gru',
  'stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień',
]

const MONTHS: ReadonlyMap<string, number> = new Map(
  LANGUAGES.flatMap((line) =>
    line
      .split(' ')
      .flatMap((names, month) => names.split('|').map((name): [string, number] => [name, month + 1])),
  ),
)

const WEEKDAYS =
  'mon|tue|wed|thu|fri|sat|sun|tues|thur|thurs|monday|tuesday|wednesday|thursday|friday|saturday|sunday|' +
  'mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|' +
  'lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|' +
  'mié|jue|vie|sáb|dom|lunes|martes|miércoles|jueves|viernes|sábado|domingo'

/** "Tue, ", "Dienstag, den ": it says nothing that the date does not. */
const WEEKDAY = new RegExp(`^(?:${WEEKDAYS})\\.?,? (?:den )?(?=\\d|\\p{L}{3,})`, 'iu')

/** Month 1–12 of a name, with or without its point; 0 where it is none. */
export function monthOf(name: string): number {
  return MONTHS.get(name.toLowerCase().normalize('NFC').replace(/\.$/, '')) ?? 0
}

export const withoutWeekday = (text: string): string => text.replace(WEEKDAY, '')
