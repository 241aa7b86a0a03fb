package backbench.plausibility;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Holds the loops whose rates are a core's peak; loaded only where the JVM has vectors.
 *
 * <p>Twelve chains of multiply-adds hide the latency of any processor's units at their full rate,
 * and fit, with their operands, the sixteen registers of AVX2.
 */
final class Rates {

  /** Multiply-adds in an iteration of either loop, each of one element or one vector. */
  static final int CHAINS = 12;

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final VectorSpecies<Integer> READ = IntVector.SPECIES_PREFERRED;

  // With these, chains, each from a start of its own, converge to 2: they meet no denormal number,
  // which would slow them down.
  private static final float FACTOR = 0.5f;
  private static final float SUMMAND = 1f;

  private Rates() {}

  /** Returns the elements of a vector of the widest kind. */
  static int lanes() {
    return SPECIES.length();
  }

  /** Makes {@link #CHAINS} multiply-adds of vectors an iteration. */
  static float vectors(int iterations) {
    FloatVector m = FloatVector.broadcast(SPECIES, FACTOR);
    FloatVector s = FloatVector.broadcast(SPECIES, SUMMAND);
    FloatVector a = s.add(0f);
    FloatVector b = s.add(1f);
    FloatVector c = s.add(2f);
    FloatVector d = s.add(3f);
    FloatVector e = s.add(4f);
    FloatVector f = s.add(5f);
    FloatVector g = s.add(6f);
    FloatVector h = s.add(7f);
    FloatVector i = s.add(8f);
    FloatVector j = s.add(9f);
    FloatVector k = s.add(10f);
    FloatVector l = s.add(11f);
    for (int n = 0; n < iterations; n++) {
      a = a.fma(m, s);
      b = b.fma(m, s);
      c = c.fma(m, s);
      d = d.fma(m, s);
      e = e.fma(m, s);
      f = f.fma(m, s);
      g = g.fma(m, s);
      h = h.fma(m, s);
      i = i.fma(m, s);
      j = j.fma(m, s);
      k = k.fma(m, s);
      l = l.fma(m, s);
    }
    return a.add(b)
        .add(c.add(d))
        .add(e.add(f))
        .add(g.add(h))
        .add(i.add(j))
        .add(k.add(l))
        .reduceLanes(VectorOperators.ADD);
  }

  /** Makes {@link #CHAINS} multiplications and additions of single elements an iteration. */
  static float scalars(int iterations) {
    float m = FACTOR;
    float s = SUMMAND;
    float a = s;
    float b = s + 1;
    float c = s + 2;
    float d = s + 3;
    float e = s + 4;
    float f = s + 5;
    float g = s + 6;
    float h = s + 7;
    float i = s + 8;
    float j = s + 9;
    float k = s + 10;
    float l = s + 11;
    for (int n = 0; n < iterations; n++) {
      a = a * m + s;
      b = b * m + s;
      c = c * m + s;
      d = d * m + s;
      e = e * m + s;
      f = f * m + s;
      g = g * m + s;
      h = h * m + s;
      i = i * m + s;
      j = j * m + s;
      k = k * m + s;
      l = l * m + s;
    }
    return a + b + c + d + e + f + g + h + i + j + k + l;
  }

  /** Reads part of an array, eight vectors at a time; a rest is left out. */
  static int read(int[] array, int from, int to) {
    int width = READ.length();
    IntVector a = IntVector.zero(READ);
    IntVector b = a;
    IntVector c = a;
    IntVector d = a;
    for (int at = from; at <= to - 8 * width; at += 8 * width) {
      a = a.or(IntVector.fromArray(READ, array, at));
      b = b.or(IntVector.fromArray(READ, array, at + width));
      c = c.or(IntVector.fromArray(READ, array, at + 2 * width));
      d = d.or(IntVector.fromArray(READ, array, at + 3 * width));
      a = a.or(IntVector.fromArray(READ, array, at + 4 * width));
      b = b.or(IntVector.fromArray(READ, array, at + 5 * width));
      c = c.or(IntVector.fromArray(READ, array, at + 6 * width));
      d = d.or(IntVector.fromArray(READ, array, at + 7 * width));
    }
    return a.or(b).or(c.or(d)).reduceLanes(VectorOperators.OR);
  }
}
