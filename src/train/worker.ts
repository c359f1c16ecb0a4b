// The worker's entry: holds nothing and is imported by nobody. WebKit evaluates a worker's entry a second time where another module
// imports it, and that copy would take over the messages with no runs in it. The bundler keeps the switchboard in a file of its own.
import './switchboard.ts';
