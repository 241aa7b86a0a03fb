package backbench.oracle.mutant;

import backbench.graph.ResolvedGraph;
import backbench.oracle.layer.OracleLayers;
import backbench.oracle.layer.Rounding;
import backbench.spi.Parameters;
import backbench.spi.Tensor;
import java.util.List;

/** Numbers that are kept with fewer bits than float32 has: 23 of mantissa. */
final class PrecisionMutants {

  private static final int BITS_OF_BFLOAT16 = 7;
  private static final int BITS_OF_HALF_AND_TF32 = 10;
  private static final int BITS_OF_TWO_BFLOAT16 = 16;
  private static final int BITS_OF_DOUBLE = 52;

  private PrecisionMutants() {}

  static List<OracleMutant> all() {
    return List.of(
        inputs(BITS_OF_BFLOAT16),
        inputs(BITS_OF_HALF_AND_TF32),
        inputs(BITS_OF_TWO_BFLOAT16),
        results(BITS_OF_BFLOAT16),
        results(BITS_OF_HALF_AND_TF32),
        results(BITS_OF_TWO_BFLOAT16));
  }

  private static OracleMutant inputs(int bits) {
    return new OracleMutant("inputs of " + bits + " bits") {
      @Override
      public Tensor images(Tensor given) {
        Tensor rounded = given.copy();
        for (int i = 0; i < rounded.size(); i++) {
          rounded.data()[i] = (float) rounded(rounded.data()[i], bits);
        }
        return rounded;
      }
    };
  }

  private static OracleMutant results(int bits) {
    return new OracleMutant("layers' results of " + bits + " bits") {
      @Override
      public OracleLayers layers(ResolvedGraph graph, Parameters initial) {
        Rounding rounding =
            (values, from, to, terms, magnitude) -> {
              for (int i = from; i < to; i++) {
                values[i] = rounded(values[i], bits);
              }
            };
        return new OracleLayers(graph, initial, rounding);
      }
    };
  }

  /** Rounds to the nearest number with so many bits behind the leading one, halves away from 0. */
  static double rounded(double value, int bits) {
    if (!Double.isFinite(value)) {
      return value;
    }
    int dropped = BITS_OF_DOUBLE - bits;
    long raw = Double.doubleToRawLongBits(value) + (1L << (dropped - 1));
    return Double.longBitsToDouble(raw >> dropped << dropped);
  }
}
