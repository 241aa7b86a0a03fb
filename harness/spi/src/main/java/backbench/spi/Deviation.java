package backbench.spi;

import backbench.graph.LayerKind;
import backbench.graph.ParameterRole;

/**
 * Declares a difference from the pinned semantics that an engine cannot avoid.
 *
 * @param layer the kind of layer that differs
 * @param role the parameter that differs
 * @param relativeBound the largest relative difference that it causes in one step
 * @param reason one sentence: what the engine does instead
 */
public record Deviation(LayerKind layer, ParameterRole role, double relativeBound, String reason) {}
