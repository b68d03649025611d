import type { HealthApp } from '../health/index.ts';
import { decideAlerts } from './decide.ts';
import { findCauses } from './find.ts';
import { orderTells } from './orderTells.ts';
import { readKnown, saveAlert } from './rows.ts';

/**
 * One look at everything that may need a person. Raises, ends and escalates alerts, and orders what is told about them,
 * in one transaction. Safe to repeat, and to do in several processes at once.
 */
export async function lookAfterAlerts(app: HealthApp): Promise<void> {
  const look = await findCauses(app);
  await app.db.tx(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('alerts.look'))`);
    const now = app.clock.now();
    for (const decision of decideAlerts(look, await readKnown(tx, now), now)) {
      // An alert that ended before this look only says how stable its cause is.
      const alert = await saveAlert(tx, decision);
      for (const event of decision.events) await orderTells(tx, { config: app.config, alert, event, now });
    }
  });
}
