package org.example.backbench;

import backbench.spi.BackendProvider;
import backbench.tck.BackendTck;

/** Holds the backend to the contract, on two threads. */
class ExampleTckTest extends BackendTck {

  @Override
  protected BackendProvider provider() {
    return new ExampleProvider();
  }

  @Override
  protected int threads() {
    return 2;
  }
}
