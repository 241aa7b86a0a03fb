package backbench.djl;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Holds what one run through a network uses.
 *
 * @param parameters the arrays to compute with, by the parameter's position in the graph
 * @param training whether batch statistics and dropout are on
 */
public record Pass(List<NDArray> parameters, boolean training) {}
