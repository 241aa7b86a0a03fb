package backbench.worker.wire;

import java.util.Optional;

/**
 * Asks a plugin's provider about itself, in a process that ends with the answer.
 *
 * @param launch the configuration that {@code launch()} is asked about; empty asks for {@code
 *     info()}
 */
public record Question(Optional<Job.Configuration> launch) {}
