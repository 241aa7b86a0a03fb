package backbench.toy;

/** Says how a toy backend behaves. */
public enum Behaviour {
  /** Does what it should. */
  GOOD,
  /** Scales its gradients a little. */
  WRONG,
  /** Cannot be constructed. */
  CONSTRUCTOR_THROWS,
  /** Cannot describe itself. */
  INFO_THROWS,
  /** Is built for the contract after this one. */
  LATER_CONTRACT,
  /** Has builds for another platform only. */
  OTHER_PLATFORM,
  /** Has a loop of its engine's own, which lacks dense layers and deviates. */
  LIMITED_LOOP,
  /** Does not say how it is started. */
  LAUNCH_GIVES_NULL,
  /** Wants a variable that no process can have. */
  LAUNCH_GIVES_NONSENSE,
  /** Takes long to compile a network. */
  COMPILES_SLOWLY,
  /** Does not start. */
  OPEN_THROWS,
  /** Does not find its natives. */
  NATIVE_MISSING,
  /** Ends the process in the middle of training. */
  HALTS,
  /** Aborts the process as a native crash would. */
  SEGFAULTS,
  /** Makes steps forever. */
  HANGS,
  /** Allocates until nothing is left. */
  OUT_OF_MEMORY,
  /** Gives losses that are not numbers. */
  NOT_FINITE,
  /** Throws in the middle of training. */
  STEP_THROWS,
  /** Writes rubbish to where the events go, and to standard output. */
  GARBAGE,
  /** Prints without end. */
  FLOODS,
  /** Returns from a step before its update is made; whatever is called next waits for it. */
  WORKS_ON,
  /** Answers many predictions in a row as it answered an earlier one. */
  REPLAYS,
  /** Refuses the network when it sees it. */
  REFUSES
}
