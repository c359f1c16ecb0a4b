// The switchboard: commands in, events out, one session a run.
import type { Command, Event } from './protocol.ts';
import { createSession, type Session } from './session.ts';
import { createWorkerResources } from './worker-resources.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const resources = createWorkerResources();
const sessions = new Map<number, Session>();

scope.onmessage = ({ data: command }: MessageEvent<Command>) => {
  const { run } = command;
  const post = (event: Omit<Event, 'run'>, transfer: Transferable[] = []) => scope.postMessage({ ...event, run }, transfer);
  switch (command.type) {
    case 'open':
      sessions.set(run, createSession({ name: command.name }, resources, post));
      return;
    case 'configure': {
      const before = sessions.get(command.from);
      const ghost = (command.keep ? before?.retire() : before?.ghost) ?? Promise.resolve(undefined);
      const { config, resume } = command;
      sessions.set(run, createSession({ config, ghost, ...(resume && { resume }) }, resources, post));
      return;
    }
    case 'close':
      sessions.get(run)?.close();
      sessions.delete(run);
      return;
    case 'train':
    case 'step':
    case 'magnify':
      // One network trains at a time: two would only slow each other down.
      for (const [other, session] of sessions) if (other !== run) session.pause();
      break;
  }
  sessions.get(run)?.handle(command);
};
