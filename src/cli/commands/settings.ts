// settings list, get, set, unset: what the person sets for themselves; devices list, name: the computers of an archive.

import type { Command } from 'commander';
import { Failure } from '../../shared/errors.ts';
import { type SettingName, type Settings, settingsSchema, USUAL_SETTINGS } from '../../shared/settings.ts';
import type { CommandContext } from '../command-context.ts';
import { textOfFile } from '../named-file.ts';
import { columns } from '../output.ts';

/** Adds `settings` with its commands. */
export function addSettingsCommands(program: Command, context: CommandContext): void {
  const { output } = context;
  const file = async () => new (await import('../../core/index.ts')).SettingsFile(await context.ports());
  const settings = program
    .command('settings')
    .description('show and change your own settings, the same in the window; they need no archive')
    .addHelpText('after', '\nExample:\n  pressmark settings set fetching.proxy http://proxy.example:8080');

  settings
    .command('list')
    .description('list all settings; * marks those that are set')
    .addHelpText('after', '\nExample:\n  pressmark settings list')
    .action(async () => {
      output.result(await (await file()).read(), ({ values, set }) =>
        columns(
          Object.entries(values).map(([name, value]) => [
            set.includes(name as SettingName) ? '*' : '',
            name,
            shortened(value),
          ]),
        ),
      );
    });

  settings
    .command('get')
    .description('print a setting')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark settings get fetching.proxy')
    .action(async (name: string) => {
      const value = (await (await file()).read()).values[knownName(name)];
      output.result({ [name]: value }, () => String(value));
    });

  settings
    .command('set')
    .description('change a setting; fetching.certificates takes the name of a file in PEM')
    .argument('<name>')
    .argument('<value>')
    .addHelpText('after', '\nExample:\n  pressmark settings set dossier.author "Press office"')
    .action(async (name: string, written: string) => {
      const value = await typedValue(knownName(name), written);
      const kept = await file();
      await kept.change({ [name]: value });
      output.result({ [name]: (await kept.read()).values[name as SettingName] }, () => '');
    });

  settings
    .command('unset')
    .description('take a setting back to what is usual')
    .argument('<name>')
    .addHelpText('after', '\nExample:\n  pressmark settings unset fetching.proxy')
    .action(async (name: string) => {
      await (await file()).change({ [knownName(name)]: null });
      output.result({ [name]: USUAL_SETTINGS[name as SettingName] }, () => '');
    });
}

/** Adds `devices` with its commands. */
export function addDeviceCommands(program: Command, context: CommandContext): void {
  const { output, withService } = context;
  const devices = program
    .command('devices')
    .description('list and name the computers that write into the archive')
    .addHelpText('after', '\nExample:\n  pressmark devices name "Office" --archive ~/Press');

  devices
    .command('list')
    .description('list the computers with when each wrote last, and who')
    .addHelpText('after', '\nExample:\n  pressmark devices list --archive ~/Press')
    .action(async () => {
      const all = await withService((service) => service.call('archive.devices', {}));
      output.result(all, (each) =>
        columns(
          each.map(({ device = '', isThisOne, name = '', lastSeen = 'never', by = '' }) => [
            isThisOne ? '*' : '',
            device,
            lastSeen,
            by,
            name,
          ]),
        ),
      );
    });

  devices
    .command('name')
    .description('name this computer, or another one, for all who use the archive; an empty name takes it away')
    .argument('<name>')
    .option('--device <id>', 'the computer as devices list names it; else this one')
    .addHelpText('after', '\nExample:\n  pressmark devices name "Office" --archive ~/Press')
    .action(async (name: string, { device }: { device?: string }) => {
      const input = { name, ...(device === undefined ? {} : { device }) };
      const done = await withService((service) => service.call('archive.nameDevice', input));
      output.result(done, () => '');
    });
}

/** @throws Failure `usage` */
function knownName(name: string): SettingName {
  if (Object.hasOwn(settingsSchema.shape, name)) return name as SettingName;
  throw new Failure('usage', `There is no setting “${name}”.`, {
    remedy: 'pressmark settings list shows them.',
    subject: name,
  });
}

/** What was typed, as the setting's kind of value. @throws Failure `not-found`, `unavailable` for a file that cannot be read */
async function typedValue(name: SettingName, written: string): Promise<Settings[SettingName] | string> {
  if (name === 'fetching.certificates' && written !== '') return textOfFile(written);
  const usual = USUAL_SETTINGS[name];
  if (typeof usual === 'number') return /^-?\d{1,9}$/.test(written.trim()) ? Number(written) : written;
  if (typeof usual === 'boolean') return { true: true, false: false, on: true, off: false }[written.trim()] ?? written;
  return written;
}

/** Certificates are long. */
function shortened(value: Settings[SettingName]): string {
  const text = String(value).replaceAll('\n', ' ');
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
