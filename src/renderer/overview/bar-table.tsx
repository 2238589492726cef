// The figures of a chart as a table, folded away until they are wanted.
import { Link } from 'react-aria-components';
import { useLanguage, useText } from '../i18n.ts';
import type { Bar } from './charts.tsx';

/** Shows each bar as a row that leads where the bar leads. */
export function BarTable({ title, bars }: { readonly title: string; readonly bars: readonly Bar[] }) {
  const text = useText();
  const number = new Intl.NumberFormat(useLanguage());
  return (
    <details className="bar-table">
      <summary>{text('overview.table')}</summary>
      <table aria-label={title}>
        <tbody>
          {bars.map(({ name, count, href }) => (
            <tr key={name}>
              <th scope="row">
                <Link href={href}>
                  <bdi>{name}</bdi>
                </Link>
              </th>
              <td>{number.format(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
