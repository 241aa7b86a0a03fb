/** What travels between the harness and a worker: jobs in, events out, and how they are spelled. */
@NullMarked
package backbench.worker.wire;

import org.jspecify.annotations.NullMarked;
