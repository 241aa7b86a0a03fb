package backbench.tck.reference;

import backbench.graph.Layer;
import backbench.graph.ParameterInfo;
import backbench.graph.ResolvedGraph;
import backbench.graph.Shape;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Backends that lay numbers out another way. */
final class LayoutMutants {

  private static final int CONVOLUTION = 4;

  private LayoutMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("kernels are turned by 180 degrees", "L1.2", LayoutMutants::turnedKernels),
        new Mutant(
            "kernels are [in, out]",
            "L1.16",
            () -> permuted(CONVOLUTION, LayoutMutants::leadingExchanged)),
        new Mutant(
            "dense matrices are [in, out]",
            "L9.1",
            () -> permuted(2, LayoutMutants::leadingExchanged)),
        new Mutant("vectors are laid out channels last", "L8.1", LayoutMutants::channelsLast));
  }

  /** Where each number of a tensor is read from, given the tensor of its own indices. */
  private static Defect permuted(int rank, UnaryOperator<Tensor> order) {
    return new Defect() {
      @Override
      protected Parameters imported(ResolvedGraph graph, Parameters given) {
        return reordered(graph, given, false);
      }

      @Override
      protected Parameters exported(ResolvedGraph graph, Parameters held) {
        return reordered(graph, held, true);
      }

      private Parameters reordered(ResolvedGraph graph, Parameters from, boolean back) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (ParameterInfo info : graph.parameters()) {
          Tensor tensor = from.get(info.name());
          tensors.put(
              info.name(),
              info.dims().size() == rank
                  ? moved(tensor, order.apply(indices(tensor)), back)
                  : tensor);
        }
        return new Parameters(tensors);
      }
    };
  }

  private static Tensor indices(Tensor tensor) {
    Tensor indices = Tensor.zeros(tensor.dims());
    for (int i = 0; i < indices.size(); i++) {
      indices.data()[i] = i;
    }
    return indices;
  }

  private static Tensor moved(Tensor tensor, Tensor order, boolean back) {
    Tensor moved = Tensor.zeros(tensor.dims());
    for (int i = 0; i < moved.size(); i++) {
      int other = (int) order.data()[i];
      moved.data()[back ? other : i] = tensor.data()[back ? i : other];
    }
    return moved;
  }

  private static Tensor leadingExchanged(Tensor tensor) {
    int out = tensor.dims().get(0);
    int in = tensor.dims().get(1);
    int rest = tensor.size() / (out * in);
    Tensor exchanged = Tensor.zeros(tensor.dims());
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int r = 0; r < rest; r++) {
          exchanged.data()[(o * in + i) * rest + r] = tensor.data()[(i * out + o) * rest + r];
        }
      }
    }
    return exchanged;
  }

  private static Defect turnedKernels() {
    return permuted(
        CONVOLUTION,
        tensor -> {
          int taps = tensor.dims().get(2) * tensor.dims().get(3);
          Tensor turned = Tensor.zeros(tensor.dims());
          for (int i = 0; i < turned.size(); i++) {
            turned.data()[i] = tensor.data()[i / taps * taps + taps - 1 - i % taps];
          }
          return turned;
        });
  }

  private static Defect channelsLast() {
    return LayerDefect.wrapped(
        Layer.Flatten.class,
        (layer, flatten, node) ->
            new WrappedLayer(layer) {
              @Override
              protected double[] leaving(double[] output) {
                return relaid(output, node.inputShape(), false);
              }

              @Override
              protected double[] arriving(double[] outputGradient) {
                return relaid(outputGradient, node.inputShape(), true);
              }
            });
  }

  private static double[] relaid(double[] values, Shape shape, boolean back) {
    int plane = shape.height() * shape.width();
    double[] relaid = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int sample = i / shape.size() * shape.size();
      int channel = i % shape.size() / plane;
      int last = sample + i % plane * shape.channels() + channel;
      relaid[back ? i : last] = values[back ? last : i];
    }
    return relaid;
  }
}
