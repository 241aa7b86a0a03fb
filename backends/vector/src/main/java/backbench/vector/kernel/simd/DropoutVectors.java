package backbench.vector.kernel.simd;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import backbench.vector.kernel.DropoutHash;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Draws dropout masks; the inner loop of {@link SimdKernels}. */
final class DropoutVectors {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private DropoutVectors() {}

  static void drop(int key, int threshold, float kept, float[] y, int y0, int count) {
    FloatVector value = FloatVector.broadcast(S, kept);
    IntVector hashed = IntVector.zero(I).addIndex(1).mul(DropoutHash.STEP);
    int next = L * DropoutHash.STEP;
    for (int i = 0; i < count; i += L) {
      IntVector bits = hashed.lanewise(XOR, key);
      bits = bits.lanewise(XOR, bits.lanewise(LSHR, 16)).mul(DropoutHash.FIRST);
      bits = bits.lanewise(XOR, bits.lanewise(LSHR, 13)).mul(DropoutHash.SECOND);
      bits = bits.lanewise(XOR, bits.lanewise(LSHR, 16)).lanewise(LSHR, 8);
      VectorMask<Float> dropped = bits.compare(LT, threshold).cast(S);
      value.blend(0f, dropped).intoArray(y, y0 + i);
      hashed = hashed.add(next);
    }
  }
}
