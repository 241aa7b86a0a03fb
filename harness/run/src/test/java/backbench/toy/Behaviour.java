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
  /** Ends the process, as if all were well, when it is made. */
  CONSTRUCTOR_EXITS,
  /** Kills the process when it is made. */
  CONSTRUCTOR_KILLS,
  /** Throws what no caller is asked to catch. */
  INFO_ERRS,
  /** Never says what it is. */
  INFO_HANGS,
  /** Prints without end in place of saying what it is. */
  INFO_FLOODS,
  /** Hoards memory in place of saying what it is. */
  INFO_HOARDS,
  /** Writes rubbish to where its answer goes, and ends the process. */
  INFO_SPOILS,
  /** Has a name that no table has room for. */
  ENDLESS_NAME,
  /** Leaves a thread behind and closes the standard streams. */
  LITTERS,
  /** Halts in place of saying how it is started. */
  LAUNCH_HALTS,
  /** Wants flags that a JVM does not start with. */
  LAUNCH_GIVES_BAD_FLAG,
  /** Counts its calls in the folder for scratch. */
  LAUNCH_WRITES,
  /** Never ends. */
  CLOSE_HANGS,
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
  /** Reports in the worker's place that it compiled in a time that is none. */
  FORGES,
  /** Prints without end. */
  FLOODS,
  /** Returns from a step before its update is made; whatever is called next waits for it. */
  WORKS_ON,
  /** Answers many predictions in a row as it answered an earlier one. */
  REPLAYS,
  /** Refuses the network when it sees it. */
  REFUSES
}
