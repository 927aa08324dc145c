import { expect } from '@playwright/test';
import { scenarioApart } from './scenario.ts';

/** As `format` in voicemail.conf. */
const FORMATS = ['gsm', 'wav49', 'wav', 'ulaw'];

for (const format of FORMATS) {
  scenarioApart(
    `1: callers leave ${format} messages, plain and urgent; each shows by itself, plays, and is counted`,
    { format },
    async (box) => {
      await box.caller('Ann');
      await box.page.shows('Ann');
      await box.caller('Urs', { urgent: true });
      await box.page.shows('Urs');
      await expect(box.page.portal.row('Urs')).toContainText('Urgent');
      await box.agreesOn({ new: 1, urgent: 1, old: 0 });
      await box.page.play('Ann');
      await box.page.play('Urs');
      await box.agreesOn({ new: 0, urgent: 0, old: 2 });
    },
  );
}
