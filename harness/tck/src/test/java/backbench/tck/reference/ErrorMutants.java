package backbench.tck.reference;

import backbench.error.BackbenchException;
import backbench.error.ErrorCode;
import backbench.graph.LayerKind;
import backbench.graph.ParameterInfo;
import backbench.graph.ParameterRole;
import backbench.graph.ResolvedGraph;
import backbench.oracle.OracleOptimizer;
import backbench.oracle.layer.Rounding;
import backbench.spi.BackendConfig;
import backbench.spi.BackendInfo;
import backbench.spi.Batch;
import backbench.spi.Deviation;
import backbench.spi.Environment;
import backbench.spi.Optimizer;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import backbench.spi.Tuning;
import backbench.spi.TuningLimits;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Backends that accept too much, refuse too much, or say the wrong thing. */
final class ErrorMutants {

  private ErrorMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant("a kind is compiled but not declared", "E1.5", ErrorMutants::undeclared),
        new Mutant("a kind is declared but not compiled", "E1.10", ErrorMutants::uncompiled),
        new Mutant(
            "images only have to be as many",
            "E2",
            () -> staging(ErrorCode.INVALID_ARGUMENT, "images")),
        new Mutant(
            "labels are not checked", "E3", () -> staging(ErrorCode.INVALID_ARGUMENT, "label")),
        new Mutant("a wrong batch fails the engine", "E9", ErrorMutants::wrongCode),
        new Mutant("unknown options are ignored", "E4", ErrorMutants::anyConfig),
        new Mutant("an absent device is ignored", "E5", ErrorMutants::anyConfig),
        new Mutant("an undeclared tuning is ignored", "E10", ErrorMutants::anyConfig),
        new Mutant("a model without a recipe trains", "E6", ErrorMutants::trainsAnyway),
        new Mutant("a missing parameter starts at 0", "E7", ErrorMutants::fillsIn),
        new Mutant("a parameter's shape is ignored", "E8", ErrorMutants::reshapes),
        new Mutant("the id has capitals", "I2", () -> informing("Reference")),
        new Mutant(
            "a deviation is that of an undeclared layer", "I4", ErrorMutants::deviatesUndeclared),
        new Mutant("an undeclared tuning has limits", "I8", ErrorMutants::limitsUndeclared),
        new Mutant("info changes", "I1", ErrorMutants::unstable),
        new Mutant("the contract's version is that of before", "I9", ErrorMutants::older),
        new Mutant("versions are unknown", "I6", () -> reporting(Map.of(), 0)),
        new Mutant(
            "threads are not read back", "I7", () -> reporting(Map.of("reference", "1"), 1)));
  }

  private static Defect undeclared() {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        return without(right, LayerKind.LRN);
      }

      @Override
      protected boolean compiles(LayerKind kind, boolean declared) {
        return true;
      }
    };
  }

  private static BackendInfo without(BackendInfo info, LayerKind kind) {
    Set<LayerKind> layers = EnumSet.copyOf(info.layers());
    layers.remove(kind);
    return info.toBuilder().layers(layers).build();
  }

  private static Defect uncompiled() {
    return new Defect() {
      @Override
      protected boolean compiles(LayerKind kind, boolean declared) {
        return kind != LayerKind.AFFINE_SAMPLER;
      }
    };
  }

  /** Ignores the refusal whose message begins in a way. */
  private static Defect staging(ErrorCode code, String beginning) {
    return new Defect() {
      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        try {
          check.run();
        } catch (BackbenchException refusal) {
          if (refusal.code() != code
              || !String.valueOf(refusal.getMessage()).startsWith(beginning)) {
            throw refusal;
          }
        }
        return given;
      }
    };
  }

  private static Defect wrongCode() {
    return new Defect() {
      @Override
      protected Batch staged(ResolvedGraph graph, Batch given, Runnable check) {
        try {
          check.run();
        } catch (BackbenchException refusal) {
          throw new BackbenchException(ErrorCode.ENGINE_FAILED, "engine error 3", refusal);
        }
        return given;
      }
    };
  }

  private static Defect anyConfig() {
    return new Defect() {
      @Override
      protected void check(BackendConfig config, Runnable right) {}
    };
  }

  private static Defect trainsAnyway() {
    return new Defect() {
      @Override
      protected Optional<OracleOptimizer> withoutRecipe(Rounding rounding) {
        return Optional.of(OracleOptimizer.of(new Optimizer.Sgd(0.01), rounding));
      }
    };
  }

  private static Defect fillsIn() {
    return new Defect() {
      @Override
      protected Parameters checked(ResolvedGraph graph, Parameters given) {
        Map<String, Tensor> filled = new LinkedHashMap<>();
        for (ParameterInfo info : graph.parameters()) {
          filled.put(
              info.name(), given.tensors().getOrDefault(info.name(), Tensor.zeros(info.dims())));
        }
        return super.checked(graph, new Parameters(filled));
      }
    };
  }

  private static Defect reshapes() {
    return new Defect() {
      @Override
      protected Parameters checked(ResolvedGraph graph, Parameters given) {
        Map<String, Tensor> reshaped = new LinkedHashMap<>();
        for (ParameterInfo info : graph.parameters()) {
          reshaped.put(info.name(), new Tensor(info.dims(), given.get(info.name()).data()));
        }
        return new Parameters(reshaped);
      }
    };
  }

  private static Defect informing(String id) {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        return right.toBuilder().id(id).build();
      }
    };
  }

  private static Defect deviatesUndeclared() {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        Deviation deviation =
            new Deviation(
                LayerKind.BATCH_NORM, ParameterRole.MOVING_VARIANCE, 0.01, "follows another one");
        return without(right, LayerKind.BATCH_NORM).toBuilder()
            .deviations(List.of(deviation))
            .build();
      }
    };
  }

  private static Defect limitsUndeclared() {
    return new Defect() {
      @Override
      protected BackendInfo info(BackendInfo right) {
        TuningLimits limits = TuningLimits.builder().missing(Set.of(LayerKind.LRN)).build();
        return right.toBuilder().limits(Map.of(Tuning.ENGINE_LOOP, limits)).build();
      }
    };
  }

  private static Defect unstable() {
    return new Defect() {
      private int asked;

      @Override
      protected BackendInfo info(BackendInfo right) {
        asked++;
        return right.toBuilder().name(right.name() + asked).build();
      }
    };
  }

  private static Defect older() {
    return new Defect() {
      @Override
      protected int contractVersion(int right) {
        return right - 1;
      }
    };
  }

  private static Defect reporting(Map<String, String> versions, int extraThreads) {
    return new Defect() {
      @Override
      protected Environment environment(Environment right) {
        return Environment.builder(right.threads() + extraThreads)
            .versions(versions)
            .simd(right.simd())
            .details(right.details())
            .build();
      }
    };
  }
}
