;; A module that asks its host for a sum and returns the answer. It knows nothing
;; of promises: while the host thinks, its stack sleeps.
(module
  (import "host" "sum" (func $sum (param i32 i32) (result i32)))
  (func (export "run") (result i32)
    (call $sum (i32.const 19) (i32.const 23))))
