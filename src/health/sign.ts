/**
 * A sign of ill health as data. `unhealthy`: somebody is not served, or will not be. `degraded`: it works, and a person
 * should look. `name` is stable; `text` is plain English for an operator and contains nothing secret.
 */
export interface Sign {
  readonly name: string;
  readonly severity: 'degraded' | 'unhealthy';
  readonly text: string;
  readonly since?: Date;
}
