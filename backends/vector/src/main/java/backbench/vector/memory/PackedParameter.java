package backbench.vector.memory;

import backbench.vector.memory.ParameterStore.Slot;

/** Moves one parameter between canonical order and the engine's. */
public interface PackedParameter {

  /** Writes canonical values to where the engine keeps them. */
  void load(float[] canonical, float[] store);

  /** Returns the values in canonical order. */
  float[] unpack(float[] store);

  /** Writes values. */
  interface Loader {
    void load(float[] canonical, float[] store);
  }

  /** Reads values. */
  interface Unpacker {
    float[] unpack(float[] store);
  }

  /** Joins both directions. */
  static PackedParameter of(Loader loader, Unpacker unpacker) {
    return new PackedParameter() {
      @Override
      public void load(float[] canonical, float[] store) {
        loader.load(canonical, store);
      }

      @Override
      public float[] unpack(float[] store) {
        return unpacker.unpack(store);
      }
    };
  }

  /** Keeps a vector in a slot of the store. */
  static PackedParameter of(Slot slot, int size) {
    return of(
        (canonical, store) -> System.arraycopy(canonical, 0, store, slot.offset(), size),
        store -> {
          float[] canonical = new float[size];
          System.arraycopy(store, slot.offset(), canonical, 0, size);
          return canonical;
        });
  }

  /** Keeps values that no optimiser touches in an array of their own. */
  static PackedParameter of(float[] values) {
    return of(
        (canonical, store) -> System.arraycopy(canonical, 0, values, 0, values.length),
        store -> values.clone());
  }
}
