// SPDX-License-Identifier: MIT
#![forbid(unsafe_code)]
#![deny(warnings)]

mod shop;
mod wirebench_runtime;

#[cfg(test)]
mod tests {
    use crate::shop::{Item, Order, LIMITS};
    use crate::wirebench_runtime as rt;

    const MANY: usize = 400_000;

    fn decoded(order: &Order, milliseconds: u64) -> Result<Order, rt::DecodeError> {
        let limits = rt::Limits {
            milliseconds,
            ..LIMITS
        };
        let bytes = order.encode_with(&limits).expect("it can be written");
        Order::decode_with(&bytes, &limits)
    }

    fn check(order: &Order) {
        assert!(decoded(order, 0).as_ref() == Ok(order), "without a limit");
        assert!(decoded(order, LIMITS.milliseconds).is_ok(), "in due time");
        assert_eq!(decoded(order, 1).unwrap_err().code, "limit-time");
    }

    #[test]
    fn structs_take_time() {
        check(&Order {
            items: vec![Item { x: 1, ..Item::default() }; MANY],
            ..Order::default()
        });
    }

    #[test]
    fn arrays_take_time() {
        check(&Order {
            n: vec![vec![1]; MANY],
            ..Order::default()
        });
    }

    #[test]
    fn maps_take_time() {
        check(&Order {
            names: (0..MANY as u32).map(|n| (n, n)).collect(),
            ..Order::default()
        });
    }

    #[test]
    fn time_has_a_limit_of_its_own_accord() {
        assert_eq!(LIMITS.milliseconds, 30_000);
        assert!(decoded(&Order::default(), 1).is_ok());
    }
}
