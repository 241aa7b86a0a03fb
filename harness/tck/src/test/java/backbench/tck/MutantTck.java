package backbench.tck;

import backbench.spi.BackendProvider;
import backbench.tck.reference.Defect;
import backbench.tck.reference.ReferenceProvider;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the kit on a broken backend; started by {@link MutantsTest}, not by the build. */
class MutantTck extends BackendTck {

  /** The defect under test: the platform makes the test class, so it cannot be handed over. */
  static final AtomicReference<Defect> DEFECT = new AtomicReference<>(Defect.NONE);

  @Override
  protected BackendProvider provider() {
    return new ReferenceProvider(DEFECT.get());
  }
}
