package backbench.commons;

import backbench.graph.Initializer;
import backbench.graph.Layer;
import backbench.graph.LayerVisitor;
import backbench.graph.Padding;
import backbench.graph.ResolvedGraph;
import backbench.graph.ResolvedNode;
import backbench.graph.Shape;
import backbench.graph.Window;
import backbench.spi.Optimizer;
import backbench.spi.OptimizerVisitor;
import java.util.List;

/**
 * Spells what networks, initialisers and optimisers are, whatever they are called and in whichever
 * order a file lists them.
 *
 * <p>Two descriptions of one network have one identity, today and in a later release. The usual
 * value of an attribute is left out, so an attribute that is added later, with a usual value,
 * changes no identity. A usual value that stands here never changes.
 */
public final class Identity {

  private Identity() {}

  /** Spells a network's structure; its id does not count. */
  public static CanonicalJson of(ResolvedGraph graph) {
    CanonicalJson nodes = CanonicalJson.object();
    for (ResolvedNode node : graph.nodes()) {
      nodes.with(
          node.name(),
          node.layer().accept(LAYERS, node).with("inputs", List.copyOf(node.inputs())));
    }
    return CanonicalJson.object()
        .with("kind", "network")
        .with("input", of(graph.graph().input()))
        .with("nodes", nodes)
        .with("output", graph.graph().output());
  }

  /** Returns the SHA-256 of a network's identity, in hexadecimal. */
  public static String digest(ResolvedGraph graph) {
    return of(graph).sha256();
  }

  /** Spells a shape. */
  public static List<Integer> of(Shape shape) {
    return shape.dims();
  }

  /** Spells how a parameter starts: a name, or an object that holds the numbers. */
  public static Object of(Initializer initializer) {
    return initializer.accept(INITIALIZERS);
  }

  /** Spells an optimiser; constants that are Keras' are left out. */
  public static CanonicalJson of(Optimizer optimizer) {
    return optimizer.accept(OPTIMIZERS);
  }

  private static final Initializer.Visitor<Object> INITIALIZERS =
      new Initializer.Visitor<>() {
        @Override
        public Object zeros(Initializer.Zeros initializer) {
          return "zeros";
        }

        @Override
        public Object ones(Initializer.Ones initializer) {
          return "ones";
        }

        @Override
        public Object values(Initializer.Values initializer) {
          return CanonicalJson.object().with("values", initializer.values());
        }

        @Override
        public Object normal(Initializer.Normal initializer) {
          return CanonicalJson.object().with("normal", initializer.deviation());
        }

        @Override
        public Object glorotUniform(Initializer.GlorotUniform initializer) {
          return "glorot_uniform";
        }

        @Override
        public Object heNormal(Initializer.HeNormal initializer) {
          return "he_normal";
        }
      };

  private static final Padding.Visitor<Object> PADDINGS =
      new Padding.Visitor<>() {
        @Override
        public Object same(Padding.Same padding) {
          return "same";
        }

        @Override
        public Object valid(Padding.Valid padding) {
          return "valid";
        }

        @Override
        public Object explicit(Padding.Explicit padding) {
          return List.of(padding.top(), padding.bottom(), padding.left(), padding.right());
        }
      };

  private static final LayerVisitor<CanonicalJson> LAYERS =
      new LayerVisitor<>() {
        @Override
        public CanonicalJson conv2d(Layer.Conv2d layer, ResolvedNode node) {
          CanonicalJson spelled =
              start(layer)
                  .with("filters", layer.filters())
                  .with("kernel", kernel(layer.window()))
                  .withUnless(List.of(1, 1), "stride", stride(layer.window()))
                  .withUnless("valid", "padding", padding(layer.window().padding()));
          return parameters(spelled, layer.bias(), layer.weights(), layer.biases());
        }

        @Override
        public CanonicalJson maxPool2d(Layer.MaxPool2d layer, ResolvedNode node) {
          return pool(layer, layer.window());
        }

        @Override
        public CanonicalJson avgPool2d(Layer.AvgPool2d layer, ResolvedNode node) {
          return pool(layer, layer.window());
        }

        @Override
        public CanonicalJson batchNorm(Layer.BatchNorm layer, ResolvedNode node) {
          return start(layer)
              .withUnless(1e-3, "epsilon", layer.epsilon())
              .withUnless(0.99, "momentum", layer.momentum());
        }

        @Override
        public CanonicalJson localResponseNorm(Layer.LocalResponseNorm layer, ResolvedNode node) {
          return start(layer)
              .withUnless(5, "size", layer.size())
              .withUnless(2, "k", layer.k())
              .withUnless(1e-4, "alpha", layer.alpha())
              .withUnless(0.75, "beta", layer.beta());
        }

        @Override
        public CanonicalJson relu(Layer.Relu layer, ResolvedNode node) {
          return start(layer);
        }

        @Override
        public CanonicalJson dropout(Layer.Dropout layer, ResolvedNode node) {
          return start(layer).with("rate", layer.rate());
        }

        @Override
        public CanonicalJson flatten(Layer.Flatten layer, ResolvedNode node) {
          return start(layer);
        }

        @Override
        public CanonicalJson dense(Layer.Dense layer, ResolvedNode node) {
          CanonicalJson spelled = start(layer).with("units", layer.units());
          return parameters(spelled, layer.bias(), layer.weights(), layer.biases());
        }

        @Override
        public CanonicalJson affineSampler(Layer.AffineSampler layer, ResolvedNode node) {
          return start(layer).with("height", layer.height()).with("width", layer.width());
        }
      };

  private static final OptimizerVisitor<CanonicalJson> OPTIMIZERS =
      new OptimizerVisitor<>() {
        @Override
        public CanonicalJson sgd(Optimizer.Sgd sgd) {
          return CanonicalJson.object()
              .with("sgd", rate(sgd).withUnless(0, "momentum", sgd.momentum()));
        }

        @Override
        public CanonicalJson adam(Optimizer.Adam adam) {
          return CanonicalJson.object()
              .with(
                  "adam",
                  rate(adam)
                      .withUnless(0.9, "beta1", adam.beta1())
                      .withUnless(0.999, "beta2", adam.beta2())
                      .withUnless(1e-7, "epsilon", adam.epsilon()));
        }

        @Override
        public CanonicalJson rmsProp(Optimizer.RmsProp rmsProp) {
          return CanonicalJson.object()
              .with(
                  "rmsprop",
                  rate(rmsProp)
                      .withUnless(0.9, "rho", rmsProp.rho())
                      .withUnless(1e-7, "epsilon", rmsProp.epsilon()));
        }

        private CanonicalJson rate(Optimizer optimizer) {
          return CanonicalJson.object().with("learning_rate", optimizer.learningRate());
        }
      };

  private static CanonicalJson start(Layer layer) {
    return CanonicalJson.object().with("layer", layer.kind().id());
  }

  private static CanonicalJson pool(Layer layer, Window window) {
    return start(layer)
        .with("kernel", kernel(window))
        .withUnless(kernel(window), "stride", stride(window))
        .withUnless("valid", "padding", padding(window.padding()));
  }

  private static CanonicalJson parameters(
      CanonicalJson spelled, boolean bias, Initializer weights, Initializer biases) {
    spelled.withUnless(true, "bias", bias).withUnless("glorot_uniform", "weights", of(weights));
    // Where there is no bias, how it would start is no part of the network.
    return bias ? spelled.withUnless("zeros", "biases", of(biases)) : spelled;
  }

  private static List<Integer> kernel(Window window) {
    return List.of(window.kernelHeight(), window.kernelWidth());
  }

  private static List<Integer> stride(Window window) {
    return List.of(window.strideHeight(), window.strideWidth());
  }

  private static Object padding(Padding padding) {
    return padding.accept(PADDINGS);
  }
}
