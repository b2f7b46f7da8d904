/** Of both programs, as their references and logs name it. */
export const VERSION = "0.1.0";
