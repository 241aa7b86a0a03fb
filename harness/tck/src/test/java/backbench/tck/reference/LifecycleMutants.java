package backbench.tck.reference;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleModel;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.OracleParameter;
import backbench.oracle.layer.Rounding;
import backbench.random.PinnedRandom;
import backbench.spi.Batch;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backends that share, keep or lose what they should not. */
final class LifecycleMutants {

  private static final int FEW_MODELS = 10;

  private LifecycleMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("a closed model answers", "C1", LifecycleMutants::answersClosed),
        new Mutant("a closed batch is used", "C2", LifecycleMutants::answersClosed),
        new Mutant("a closed backend compiles", "C3", LifecycleMutants::answersClosed),
        new Mutant("closing twice fails", "C4", LifecycleMutants::closesOnce),
        new Mutant("each model leaves memory behind", "C5", LifecycleMutants::leaks),
        new Mutant("models of one network share weights", "C6", LifecycleMutants::sharesWeights),
        new Mutant("a step uses its batch up", "C7", LifecycleMutants::usesUp),
        new Mutant("the first batch fixes the size", "C8", LifecycleMutants::fixesSize),
        new Mutant("staging keeps the caller's arrays", "C9", LifecycleMutants::stagesInPlace),
        new Mutant("only the last staged batch is kept", "C10", LifecycleMutants::keepsLast),
        new Mutant("training writes to the initial weights", "C11", LifecycleMutants::writesBack),
        new Mutant("parameters are a view", "C12", LifecycleMutants::viewsParameters),
        new Mutant("logits share a buffer", "C13", LifecycleMutants::sharesLogits),
        new Mutant("a step goes on after it returned", "C14", LifecycleMutants::asynchronous),
        new Mutant("an untrained model predicts by chance", "C15", LifecycleMutants::needsRecipe),
        new Mutant("a prediction moves the weights", "C16", LifecycleMutants::predictionTrains));
  }

  private static Defect answersClosed() {
    return new Defect() {
      @Override
      protected void checkOpen(boolean closed, Runnable right) {}
    };
  }

  private static Defect closesOnce() {
    return new Defect() {
      @Override
      protected void close(boolean alreadyClosed) {
        if (alreadyClosed) {
          throw new IllegalStateException("released twice");
        }
      }
    };
  }

  private static Defect leaks() {
    return new Defect() {
      private int models;

      @Override
      protected Parameters checked(ResolvedGraph graph, Parameters given) {
        if (++models > FEW_MODELS) {
          throw new BackbenchException(ErrorCode.OUT_OF_MEMORY, "no memory for another model");
        }
        return super.checked(graph, given);
      }
    };
  }

  private static Defect sharesWeights() {
    return new Defect() {
      private Optional<OracleLayers> first = Optional.empty();

      @Override
      protected OracleLayers layers(
          ResolvedGraph graph, Parameters initial, Rounding rounding, PinnedRandom masks) {
        if (first.isEmpty()) {
          first = Optional.of(super.layers(graph, initial, rounding, masks));
        }
        return first.get();
      }
    };
  }

  private static Defect usesUp() {
    return new Defect() {
      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = super.step(model, batch, optimizer);
        Arrays.fill(batch.images().data(), 0);
        return loss;
      }
    };
  }

  private static Defect fixesSize() {
    return new Defect() {
      private int size;

      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        if (size == 0) {
          size = given.size();
        }
        if (given.size() != size) {
          throw new BackbenchException(ErrorCode.ENGINE_FAILED, "not " + size + " samples");
        }
        return super.staged(graph, given, check);
      }
    };
  }

  private static Defect stagesInPlace() {
    return new Defect() {
      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        check.run();
        return given;
      }
    };
  }

  private static Defect keepsLast() {
    return new Defect() {
      private Optional<Batch> last = Optional.empty();

      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        last = Optional.of(super.staged(graph, given, check));
        return last.get();
      }

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        return super.step(model, last.orElse(batch), optimizer);
      }
    };
  }

  private static Defect writesBack() {
    return new Defect() {
      private Optional<Parameters> given = Optional.empty();

      @Override
      protected Parameters imported(ResolvedGraph graph, Parameters initial) {
        given = Optional.of(initial);
        return initial;
      }

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        double loss = super.step(model, batch, optimizer);
        for (OracleParameter parameter : model.parameters()) {
          copy(parameter.toTensor(), given.orElseThrow().get(parameter.info().name()));
        }
        return loss;
      }
    };
  }

  private static void copy(Tensor from, Tensor to) {
    System.arraycopy(from.data(), 0, to.data(), 0, from.size());
  }

  private static Defect viewsParameters() {
    return new Defect() {
      private Optional<Parameters> view = Optional.empty();

      @Override
      protected Parameters exported(ResolvedGraph graph, Parameters held) {
        view = view.or(() -> Optional.of(held));
        held.tensors().forEach((name, tensor) -> copy(tensor, view.orElseThrow().get(name)));
        return view.orElseThrow();
      }
    };
  }

  private static Defect sharesLogits() {
    return new Defect() {
      private final Map<Integer, Tensor> buffers = new TreeMap<>();

      @Override
      protected Tensor logits(Tensor computed) {
        Tensor buffer = buffers.computeIfAbsent(computed.size(), size -> computed.copy());
        copy(computed, buffer);
        return buffer;
      }
    };
  }

  /** Shows what a step did only once something else has waited for it. */
  private static Defect asynchronous() {
    return new Defect() {
      private Optional<Parameters> before = Optional.empty();

      @Override
      protected double step(OracleModel model, Batch batch, OracleOptimizer optimizer) {
        before = Optional.of(model.toParameters());
        return super.step(model, batch, optimizer);
      }

      @Override
      protected void settle() {
        before = Optional.empty();
      }

      @Override
      protected Parameters exported(ResolvedGraph graph, Parameters held) {
        return before.orElse(held);
      }
    };
  }

  private static Defect needsRecipe() {
    return new Defect() {
      private boolean untrained;

      @Override
      protected Optional<OracleOptimizer> withoutRecipe(Rounding rounding) {
        untrained = true;
        return super.withoutRecipe(rounding);
      }

      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        double[] logits = super.predict(model, images);
        if (untrained) {
          Arrays.fill(logits, 0);
        }
        return logits;
      }
    };
  }

  private static Defect predictionTrains() {
    return new Defect() {
      @Override
      protected double[] predict(OracleModel model, Tensor images) {
        double[] logits = super.predict(model, images);
        for (OracleParameter parameter : List.of(model.parameters().get(0))) {
          parameter.values()[0] += 1e-3;
        }
        return logits;
      }
    };
  }
}
