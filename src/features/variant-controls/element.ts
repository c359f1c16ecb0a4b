// The variants' controls: what is chosen becomes a new run, and the one before stays as ghost.
import { tested } from '../../kit/draw/cost-curve.ts';
import { costText, RUN_BEFORE, testCostText } from '../../kit/words.ts';
import { linearRun } from '../../model/recipes.ts';
import { codeSize, type RunConfig } from '../../model/spec.ts';
import { VARIANTS, variantAt, type VariantKind } from '../../model/variants/index.ts';
import type { Run } from '../../runs/run.ts';
import { isUnderWay } from '../../runs/transport.ts';
import { awake } from '../../kit/island/awake.ts';
import { fitLevel } from '../../kit/island/level.ts';
import { onAny } from '../../kit/island/listen.ts';
import { variantText } from '../../kit/island/sheet-names.ts';
import { testCostAt } from '../../kit/island/twin-text.ts';
import { variantRun } from './variant-run.ts';
import { setText } from '../../kit/island/set-text.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

const nameOf = (config: RunConfig) => `${variantText(config)}, a code of ${codeSize(config.spec)}`;

/** The run in words, beside the run before at the same step. */
function stateText(run: Run, config: RunConfig): string {
  const [going, ghost, last] = [isUnderWay(run.$transport.get()), run.$ghost.get(), tested(run.$costs.get()).at(-1)];
  const own = `${going ? 'Training' : 'The run you see'}: ${nameOf(config)}`;
  const cost = last ? `, ${testCostText(last)}` : '';
  if (!ghost) return `${own}${cost}.`;
  const before = last && testCostAt(ghost.costs, last.step);
  const same = before === undefined ? '' : `, ${costText(before)} by then`;
  return `${own}${cost}. The ${RUN_BEFORE}: ${nameOf(ghost.config)}${same}.`;
}

export class VariantControls extends LastingElement {
  protected start(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [kind, size] = [get<HTMLSelectElement>('[name=kind]'), get<HTMLSelectElement>('[name=size]')];
    const [slider, level] = [get<HTMLInputElement>('[name=slider]'), get<HTMLInputElement>('[name=level]')];
    const chosen = () => (kind.value === 'linear' ? 'plain' : (kind.value as VariantKind));

    const arrange = () => {
      const about = VARIANTS[chosen()].level;
      // It keeps its place, so that nothing moves.
      get('[data-level]').style.visibility = about ? '' : 'hidden';
      if (!about) return;
      fitLevel(slider, get('[data-name]'), about);
      level.min = slider.min;
      slider.value = level.value = String(about.start);
    };
    const speak = () => {
      const config = run.$config.get();
      if (!config) return;
      get<HTMLButtonElement>('[name=start]').disabled = false;
      setText(get('[data-says]'), stateText(run, config));
    };
    // The reader may have chosen before this listened.
    arrange();
    kind.addEventListener('change', arrange, { signal });
    slider.addEventListener('input', () => (level.value = slider.value), { signal });
    level.addEventListener('input', () => (slider.value = level.value), { signal });
    const start = () => {
      const before = run.$config.get();
      if (!before || (VARIANTS[chosen()].level && !level.reportValidity())) return;
      const code = Number(size.value);
      run.configure(
        kind.value === 'linear'
          ? linearRun(before.data, before.digits, before.seed, code)
          : variantRun(before, variantAt(chosen(), level.valueAsNumber), code),
      );
      run.train();
    };
    get('[name=start]').addEventListener('click', start, { signal });
    onAny([run.$transport, run.$ghost], signal, speak);
    awake(this);
  }
}
