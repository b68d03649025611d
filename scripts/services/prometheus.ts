import { installWithSystem, type Packages } from './install.ts';
import { onPath } from './run.ts';

/** A program of Prometheus: its names on different systems, and where it comes from. */
interface Program {
  readonly what: string;
  readonly names: readonly string[];
  readonly packages: Packages;
}

const SERVER = {
  debian: 'prometheus',
  fedora: 'golang-github-prometheus',
  alpine: 'prometheus',
  brew: 'prometheus',
};
const ALERTS = {
  debian: 'prometheus-alertmanager',
  fedora: 'golang-github-prometheus-alertmanager',
  alpine: 'alertmanager',
  brew: 'alertmanager',
};
const PROGRAMS = {
  prometheus: { what: 'Prometheus', names: ['prometheus'], packages: SERVER },
  promtool: { what: 'promtool', names: ['promtool'], packages: SERVER },
  alertmanager: {
    what: 'Alertmanager',
    names: ['prometheus-alertmanager', 'alertmanager'],
    packages: ALERTS,
  },
  amtool: { what: 'amtool', names: ['amtool'], packages: ALERTS },
  nodeExporter: {
    what: "Prometheus' node exporter",
    names: ['prometheus-node-exporter', 'node_exporter'],
    packages: {
      debian: 'prometheus-node-exporter',
      fedora: 'golang-github-prometheus-node-exporter',
      alpine: 'prometheus-node-exporter',
      brew: 'node_exporter',
    },
  },
} as const satisfies Record<string, Program>;

/** Finds a program of Prometheus, or installs it with the system's package manager. */
export function prometheusProgram(name: keyof typeof PROGRAMS): string {
  const { what, names, packages } = PROGRAMS[name];
  const find = (): string | undefined => names.map(onPath).find((found) => found !== undefined);
  const found = find();
  if (found !== undefined) return found;
  installWithSystem(what, packages);
  const installed = find();
  if (installed === undefined) throw new Error(`${what} was installed but is not on PATH`);
  return installed;
}

/** Finds or installs all of them. */
export function prometheusPrograms(): void {
  for (const name of Object.keys(PROGRAMS)) prometheusProgram(name as keyof typeof PROGRAMS);
}
