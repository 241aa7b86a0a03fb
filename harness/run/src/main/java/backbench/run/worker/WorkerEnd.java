package backbench.run.worker;

import backbench.results.ForkResult;
import backbench.results.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how a worker ended.
 *
 * @param status {@code OK} if it said that it was done
 * @param reason why not; null for {@code OK}
 * @param logTail the last lines that it printed
 * @param startedAt when its process was started
 * @param wallSeconds how long the process lived
 * @param launch how it was started
 */
public record WorkerEnd(
    Status status,
    @Nullable String reason,
    List<String> logTail,
    Instant startedAt,
    double wallSeconds,
    ForkResult.Launch launch) {}
