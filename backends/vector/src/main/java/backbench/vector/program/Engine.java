package backbench.vector.program;

import backbench.vector.kernel.Kernels;
import backbench.vector.memory.ParameterStore;
import backbench.vector.memory.Workspace;

/**
 * Holds what all operations of a model share.
 *
 * @param kernels the inner loops
 * @param crew the threads
 * @param workspace the buffers that grow with the batch
 * @param store the trained values
 * @param seed of the dropout masks
 */
public record Engine(
    Kernels kernels, Crew crew, Workspace workspace, ParameterStore store, long seed) {}
