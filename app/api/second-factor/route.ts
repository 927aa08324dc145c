import {
  beginSecondFactor,
  getSecondFactor,
  switchSecondFactorOff,
  switchSecondFactorOn,
} from '#lib/api/second-factor-contract.ts';
import { beginFactor, factorState, switchFactorOff, switchFactorOn } from '#lib/auth/second-factor.ts';
import { route } from '#lib/http/route.ts';

export const GET = route(getSecondFactor, async ({ account }) => {
  const { isOffered, isOn, recoveryCodesLeft } = await factorState(account);
  return { offered: isOffered, on: isOn, recoveryCodesLeft };
});

export const POST = route(beginSecondFactor, ({ account, input }) => beginFactor(account, input.pin));

export const PUT = route(switchSecondFactorOn, async ({ account, input }) => ({
  recoveryCodes: await switchFactorOn(account, input.ticket, input.code),
}));

export const DELETE = route(switchSecondFactorOff, async ({ account, input }) => {
  await switchFactorOff(account, input.code);
  return {};
});
