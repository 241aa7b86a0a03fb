package backbench.spi;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds a network's parameters by name, in canonical order and layout.
 *
 * @param tensors convolution weights OIHW, dense [out, in], all others [n]
 * @since 0.1
 */
public record Parameters(Map<String, Tensor> tensors) {

  /** Copies the map, keeping its order. */
  public Parameters {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Returns a parameter.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if there is none of that name
   */
  public Tensor get(String name) {
    @Nullable Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT, "no parameter '" + name + "'; there are " + tensors.keySet());
    }
    return tensor;
  }

  /** Returns parameters with arrays of their own. */
  public Parameters copy() {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> copies.put(name, tensor.copy()));
    return new Parameters(copies);
  }

  /**
   * Checks that these are exactly the parameters of a graph.
   *
   * @throws BackbenchException {@code INVALID_ARGUMENT} if one is missing, is too many or has
   *     another shape
   */
  public void requireMatch(ResolvedGraph graph) {
    for (ParameterInfo info : graph.parameters()) {
      Tensor tensor = get(info.name());
      if (!tensor.dims().equals(info.dims())) {
        throw new BackbenchException(
            ErrorCode.INVALID_ARGUMENT,
            "parameter '"
                + info.name()
                + "' has shape "
                + tensor.dims()
                + ", expected "
                + info.dims());
      }
    }
    if (tensors.size() != graph.parameters().size()) {
      throw new BackbenchException(
          ErrorCode.INVALID_ARGUMENT,
          tensors.size() + " parameters, and " + graph.id() + " has " + graph.parameters().size());
    }
  }
}
