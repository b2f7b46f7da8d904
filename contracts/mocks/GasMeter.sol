// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.34;

/// @dev What a call costs another contract, without the transaction around it.
contract GasMeter {
    error GasMeterCallFailed();

    function measure(address target, bytes calldata data) external view returns (uint256 used, bytes memory answer) {
        bool done;
        uint256 before = gasleft();
        (done, answer) = target.staticcall(data);
        used = before - gasleft();
        if (!done) revert GasMeterCallFailed();
    }
}
