import { connect, createServer, type Socket } from 'node:net';

/** A way to the manager that can be cut, as by a network that goes away. */
export class Wire {
  private readonly sockets = new Set<Socket>();
  private readonly target: number;
  private whole = true;
  private readonly listener = createServer((near) => {
    if (!this.whole) {
      near.destroy();
      return;
    }
    const far = connect(this.target, '127.0.0.1');
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });

  constructor(target: number) {
    this.target = target;
  }

  /** The port on loopback where it begins. */
  async open(): Promise<number> {
    await new Promise<void>((done) => this.listener.listen(0, '127.0.0.1', done));
    const address = this.listener.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  cut(): void {
    this.whole = false;
    this.sockets.forEach((socket) => socket.destroy());
  }

  mend(): void {
    this.whole = true;
  }

  close(): void {
    this.cut();
    this.listener.close();
  }
}
