/** What is put together one by one before it is readonly. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] }
