// The lab's settings: a draft of the next run, the address that says it, and the fingerprint of the run at hand.
import { costText, countText, testCostText, timeText } from '../../kit/words.ts';
import { DATA_SETS, DEFAULT_SET } from '../../data/sets/index.ts';
import { errorMessage } from '../../model/error-message.ts';
import { checkOf, checkText, fingerprint, readCheck, type Check } from '../../model/fingerprint.ts';
import { recipeRun } from '../../model/recipes.ts';
import { configFrom, LINK_NAMES, linkOf, MOST_PARAMETERS } from '../../model/run-link.ts';
import { isOwn, parameterCount, type RunConfig } from '../../model/spec.ts';
import { addressQuery, addressWith, writeAddress } from '../../runs/address.ts';
import type { Run } from '../../runs/run.ts';
import { awake } from '../../kit/island/awake.ts';
import { labForm } from './element-form.ts';
import { onAny } from '../../kit/island/listen.ts';
import { readViewed, VIEW_NAMES, viewed } from './element-view.ts';
import { setText } from '../../kit/island/set-text.ts';
import { partsOf } from '../../kit/island/parts.ts';
import { LastingElement } from '../../kit/island/run-element.ts';

const OWN_NAMES = [...LINK_NAMES, ...VIEW_NAMES, 'check'];
const same = (a: RunConfig, b: RunConfig) => JSON.stringify(a) === JSON.stringify(b);

/** What a network and a run cost, in words; the time only where this machine has shown its speed. */
function sizeText({ spec, train }: RunConfig, run: Run): string {
  const count = parameterCount(spec);
  if (count > MOST_PARAMETERS) return `${countText(count)} parameters: more than ${countText(MOST_PARAMETERS)} are too many for a browser.`;
  const [known, speed] = [run.$config.get(), run.$transport.get().progress.stepsPerSecond];
  const work = (config: Pick<RunConfig, 'spec' | 'train'>) => parameterCount(config.spec) * config.train.batch;
  const seconds = known && speed > 0 ? (train.steps / speed) * (work({ spec, train }) / work(known)) : undefined;
  const time = seconds === undefined ? 'how long it takes shows after the first steps' : `about ${timeText(seconds)} on this machine`;
  return `${countText(count)} parameters; ${time}.`;
}

/** Whether the run did what the link says, in a sentence. */
function verdict({ step, hash, testCost }: Check, run: Run): string {
  const said = `The link's run came to ${testCostText({ step, testCost })}, fingerprint ${hash}.`;
  const costs = run.$costs.get();
  const own = run.$record.get() ? undefined : costs.find((cost) => cost.step === step && cost.testCost !== undefined)?.testCost;
  if (own === undefined) return `${said} Press Train: it is compared with yours when yours gets there.`;
  const mine = fingerprint(costs, step);
  if (mine === hash) return `${said} Yours is the same, to the last bit.`;
  const close = Math.abs(own / testCost - 1) < 0.02;
  const reason = close
    ? 'engines and browsers round in different places'
    : 'something else differs: the data, or a learning rate set by hand';
  return `${said} Yours came to ${costText(own)}, fingerprint ${mine}: ${reason}.`;
}

/** Copies a link, and shows it in `box`; gives what became of it, in a sentence. */
async function copied(box: HTMLInputElement, link: string): Promise<string> {
  box.value = link;
  box.hidden = false;
  try {
    await navigator.clipboard.writeText(link);
    return 'Link copied. It holds the settings, not the trained network; a fingerprint shows whether a run of it comes out the same.';
  } catch {
    // Without a secure address there is no clipboard.
    box.select();
    return 'This browser does not let the page copy: the link is selected, copy it yourself.';
  }
}

export class LabSettings extends LastingElement {
  protected start(signal: AbortSignal): void {
    const { run } = this;
    const get = partsOf(this);
    const [element, start, undo] = [
      get<HTMLFormElement>('form'),
      get<HTMLButtonElement>('[type=submit]'),
      get<HTMLButtonElement>('[name=undo]'),
    ];
    const preset = recipeRun('fast', DEFAULT_SET, 0);
    const query = addressQuery();
    const check = readCheck(query.get('check') ?? '');
    const asked = configFrom(query, preset);
    /** The run that the address names: read, or shown in the form beside the recording nearest to it, until that or another run begins. */
    let link: 'read' | 'shown' | 'done' = check !== undefined || !same(asked, preset) ? 'read' : 'done';
    let looked = false;
    let draft: RunConfig | undefined;
    const form = labForm(element, signal, () => edit());

    const say = (selector: string, text: string) => setText(get(selector), text);
    /** The link to the run at hand; with what it came to, where somebody is to compare. */
    const linkTo = (config: RunConfig, compare: boolean) => {
      const params = linkOf(config, preset);
      for (const [name, value] of viewed(run)) params.set(name, value);
      const made = compare && !run.$record.get() && !run.$byHand.get() ? checkOf(run.$costs.get()) : undefined;
      if (made) params.set('check', checkText(made));
      else if (check && same(config, asked)) params.set('check', checkText(check));
      return addressWith(params, OWN_NAMES);
    };
    const address = () => {
      const wanted = draft;
      if (wanted) writeAddress(() => linkTo(wanted, false));
    };

    const judge = () => {
      const config = run.$config.get();
      if (!config || !draft) return;
      const changed = !same(draft, config);
      start.disabled = undo.disabled = !changed;
      const untrained = run.$costs.get().length < 2;
      const kept = untrained ? '' : ' Your last run stays as a dotted curve.';
      const change =
        link === 'shown' ? 'The run of this link. Start it: the pictures are of a recording.' : `Changed: this needs a new run.${kept}`;
      say('[data-says]', changed ? change : 'These are the settings of the run you see.');
      setText(start, link === 'shown' ? 'Start the run of this link' : 'Start this run');
      say('[data-size]', sizeText(draft, run));
    };
    const edit = () => {
      try {
        draft = form.read();
        if (parameterCount(draft.spec) > MOST_PARAMETERS) throw new Error(sizeText(draft, run));
        judge();
        address();
      } catch (error) {
        start.disabled = true;
        undo.disabled = false;
        say('[data-says]', errorMessage(error));
      }
    };
    /** Shows the run of the link, or the one at hand. */
    const fill = () => {
      const config = link === 'shown' ? asked : run.$config.get();
      if (!config) return;
      draft = config;
      form.show(config);
      judge();
      address();
    };
    const opened = () => {
      const config = run.$config.get();
      if (!config) return;
      const record = run.$record.get();
      if (link === 'shown') link = 'done';
      if (link === 'read') {
        // The reader's own run from an earlier visit may be the one that is asked for. One that is to be compared is made anew.
        if (!record && !check && same(asked, config)) link = 'done';
        else if (record?.config.data === asked.data) {
          link = 'shown';
          run.propose(asked);
        } else if (!isOwn(asked.data) && DATA_SETS[asked.data].recorded) return run.switchData(asked.data);
        else {
          link = 'done';
          return run.configure(asked);
        }
      }
      if (!looked) readViewed(query, run);
      looked = true;
      fill();
      // Before this, what is chosen would be lost.
      for (const part of element.querySelectorAll('fieldset')) part.disabled = false;
    };
    const print = () => {
      const costs = run.$costs.get();
      const made = run.$record.get() ? undefined : checkOf(costs);
      const byHand = run.$byHand.get() ? ' Its learning rate was set by hand, so the link does not replay it.' : '';
      const text = made ? `Fingerprint ${made.hash} at step ${countText(made.step)}, test cost ${costText(made.testCost)}.${byHand}` : '';
      say('[data-print]', text || 'Train, and your run gets a fingerprint here.');
      get('[data-check]').hidden = check === undefined;
      if (check) say('[data-check]', verdict(check, run));
    };
    const copy = async () => {
      const config = run.$config.get();
      if (config) say('[data-copied]', await copied(get<HTMLInputElement>('[name=link]'), linkTo(config, true)));
    };

    onAny([run.$config], signal, opened);
    onAny([run.$costs, run.$record, run.$byHand], signal, print);
    onAny([run.$transport], signal, judge);
    onAny([run.$picked, run.$point, run.$shownStep], signal, address);
    element.addEventListener('input', edit, { signal });
    element.addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        if (start.disabled || !draft) return;
        run.configure(draft);
        run.train();
      },
      { signal },
    );
    undo.addEventListener('click', fill, { signal });
    get('[name=copy]').addEventListener('click', () => void copy(), { signal });
    awake(this);
  }
}
