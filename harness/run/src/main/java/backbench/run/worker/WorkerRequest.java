package backbench.run.worker;

import backbench.plugins.WorkerCode;
import backbench.spi.BackendConfig;
import backbench.spi.Device;
import backbench.spi.Tuning;
import backbench.worker.wire.Job;
import java.util.function.Function;

/**
 * Says what a worker is to do.
 *
 * @param code what it runs: a backend's plugin, or nothing but the harness
 * @param device where to compute
 * @param threads to compute with
 * @param tuning how far the worker is adjusted
 * @param seed of what is random in the engine
 * @param timeoutSeconds after which it is killed; the time starts anew with each network that it
 *     certifies
 * @param job makes the job, once it is clear where the engine's files go
 */
public record WorkerRequest(
    WorkerCode code,
    Device device,
    int threads,
    Tuning tuning,
    long seed,
    double timeoutSeconds,
    Function<BackendConfig, Job> job) {}
